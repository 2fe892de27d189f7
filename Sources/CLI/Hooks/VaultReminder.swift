import Git
import Hooks

/// Says after a checkout or a merge that the vault is newer than the working tree.
///
/// Another process looks (``VaultLook``), without a terminal and with a second's time: so a network
/// that hangs, a program that gives credentials or a share that is gone can keep nobody waiting, and
/// nobody is asked for a code.
struct VaultReminder {
  let session: Session
  let places: HookPlaces

  private static let milliseconds = 1_000

  func run() {
    // In the middle of a rebase or a search the checkouts are Git's own.
    let isUnderWay = ["rebase-merge", "rebase-apply", "BISECT_LOG"].contains { places.holds($0) }
    guard !isUnderWay, mayHaveVault, (try? isWanted()) == true, let lines = look() else { return }
    for line in lines.split(separator: "\n") {
      session.message("\(session.err.paint("note:", .cyan)) \(visible(String(line)))\n")
    }
  }

  /// A look at the bytes, which is all for most repositories; Git runs hooks at the top level.
  private var mayHaveVault: Bool {
    let path = session.world.directory + "/" + Configuration.fileName
    guard let bytes = try? Files.readIfPresent(path) else { return false }
    return String(decoding: bytes, as: UTF8.self).contains("vault")
  }

  private func isWanted() throws -> Bool {
    guard SkipRequest.parse(session.world.environment) == nil,
      SkipRequest.parse(session.world.environment, for: SkipRequest.vaultIdentifier) == nil
    else { return false }
    return try session.hasVault() && session.configuration().vault.reminds
  }

  /// What there is to say; nil where it could not be looked.
  private func look() -> String? {
    guard let pipe = try? DescriptorPipe() else { return nil }
    var environment = session.world.environment
    environment["AWS_MAX_ATTEMPTS"] = "1"
    let program = session.world.executable
    let started = try? StartedProgram.start(
      program,
      [program, "hook", VaultLook.name],
      environment: environment,
      .init(input: .nothing, output: .descriptor(pipe.writing), errors: .nothing),
      isApart: true
    )
    guard let started else { return nil }
    pipe.closeWriting()
    let answer = pipe.read(within: Self.milliseconds)
    // An agent that a program for credentials has left behind may stay, if there was an answer.
    started.end(withAllItStarted: !answer.isWhole)
    let parts = answer.bytes.split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    if answer.isWhole { return parts.last }
    return parts[0] + VaultLook.failure("it did not answer within a second.")
  }
}
