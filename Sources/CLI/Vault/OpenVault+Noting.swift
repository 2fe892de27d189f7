import FoundationEssentials
import Secrets

// What is noted of files, so that it is known the next time.
extension OpenVault {
  /// A file that is the same here and there, or whose vault's side is in a file beside it.
  struct Noted {
    let file: VaultPath
    let head: VaultHead
    /// SHA-256 of the content.
    let digest: [UInt8]
    var merging: String?
  }

  /// Notes files, on the disk before this returns; under the lock.
  func note(_ noted: [Noted]) throws {
    guard !noted.isEmpty else { return }
    var state = try folder.read()
    let key = try folder.madeKey()
    for one in noted {
      state.files[one.file] = VaultState.Known(
        version: one.head.version,
        tag: one.head.tag,
        hash: VaultStateFolder.hash(one.digest, of: one.file, key: key),
        at: session.world.now().formatted(.iso8601),
        merging: one.merging,
        sealed: one.head.isSealed ? true : nil
      )
    }
    try folder.write(state)
    noteSeen(Dictionary(noted.map { ($0.file, $0.head.tag) }) { _, last in last })
  }

  /// So that a reminder does not go by what it saw before; it may fail, as that is all it is for.
  func noteSeen(_ tags: [VaultPath: String?]) {
    guard vault is DirectoryVault == false, let key = try? folder.key() else { return }
    var seen = VaultSeen(in: folder.path, of: folder.place)
    try? seen.take(tags, key: key)
  }

  /// Notes the files that are the same although that was not known, as after a run that was killed,
  /// so that they need not be asked about again; under the lock.
  func settle(_ statuses: [VaultFileStatus]) throws {
    try note(
      statuses.compactMap { status in
        guard status.state == .same, status.known?.tag != status.tag, let head = status.head,
          let digest = status.digest
        else { return nil }
        return Noted(file: status.file, head: head, digest: digest)
      }
    )
  }
}
