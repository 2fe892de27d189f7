import Git
import Scanning

/// Scans the blobs of a history, as each kind of file that they are.
struct BlobScan: Sendable {
  let texts: TextScan
  let blobs: HistoryBlobs

  /// What was seen in one blob under one of its names.
  struct Hit {
    let blob: ObjectID
    /// Which of the blob's names; -1 when it has none.
    let name: Int
    let path: GitPath
    let look: ScanReport
  }

  struct Part {
    /// The number of blobs, read or not.
    var seen = 0
    /// Only what can be added up.
    var sum = ScanReport()
    var hits: [Hit] = []
    var failure: GitError?
  }

  /// Scans what one object of a pack, and all that is made from it, hold.
  ///
  /// Most versions of a file differ from another one in a few lines; then only these are looked at.
  func scan(
    _ family: FamilyList.Family,
    _ reader: PackReader,
    _ part: inout Part
  ) throws(GitError) {
    let unread = try reader.read(family: family.root, of: family.pack) {
      (member, base: [Int32: KnownText]?) throws(GitError) in
      guard member.isWanted, !Interruption.isWanted else { return [:] }
      let pieces = member.pieces?.map {
        TextPiece(source: $0.source, start: $0.start, count: $0.count)
      }
      return scan(member.id, member.bytes, madeFrom: base ?? [:], by: pieces ?? [], &part)
    }
    guard !unread.isEmpty else { return }
    let reader = try blobs.makeReader()
    try scan(unread, reader, &part)
    try reader.close()
  }

  /// Scans blobs one by one.
  func scan(
    _ ids: [ObjectID],
    _ reader: HistoryReader,
    _ part: inout Part
  ) throws(GitError) {
    try reader.read(ids) { id, result throws(GitError) in
      // What is left of these is read in vain only by `git cat-file`.
      if Interruption.isWanted { return }
      switch result {
      case .success(("blob", let bytes)): scan(id, bytes, &part)
      case .success((let type, _)):
        // Without a name it may be of any type: in a partial clone Git lists all that it lacks.
        guard let name = blobs.names(of: id).first else { break }
        part.seen += 1
        part.sum.unread.append((name, "it is no file but a \(type); git fsck says more"))
      case .failure(let error):
        part.seen += 1
        part.sum.unread.append((blobs.names(of: id).first ?? GitPath(id.hex), error.message))
      }
    }
  }

  /// Scans a blob as each kind of file that it is.
  ///
  /// - Parameters:
  ///   - id: its name.
  ///   - bytes: its content.
  ///   - known: for kinds of files another blob, as far as it is known as one of them.
  ///   - pieces: what was copied from that one.
  ///   - part: gets what is found.
  /// - Returns: this blob, for the kinds as which it is known now.
  @discardableResult
  private func scan(
    _ id: ObjectID,
    _ bytes: [UInt8],
    madeFrom known: [Int32: KnownText] = [:],
    by pieces: [TextPiece] = [],
    _ part: inout Part
  ) -> [Int32: KnownText] {
    let names = blobs.names(of: id)
    let kinds = blobs.kinds(of: id)
    part.seen += 1
    part.sum.bytes += bytes.count
    var isRead = true
    var result: [Int32: KnownText] = [:]
    for (index, path) in (names.isEmpty ? [GitPath(id.hex)] : names).enumerated() {
      var look = ScanReport()
      let kind = index < kinds.count ? kinds[index] : nil
      let text = texts.whenThereIsRoom(for: bytes.count) {
        texts.scan(bytes, as: path, madeFrom: kind.flatMap { known[$0] }, pieces, &look)
      }
      if let text, let kind { result[kind] = text }
      if !look.unread.isEmpty {
        isRead = false
        part.sum.unread += look.unread
      }
      if let accepted = look.allowedUnread.first {
        isRead = false
        if index == 0 { part.sum.allowedUnread.append(accepted) }
      }
      if look.hasHits {
        part.hits.append(Hit(blob: id, name: names.isEmpty ? -1 : index, path: path, look: look))
      }
    }
    if isRead { part.sum.blobs += 1 }
    return result
  }
}
