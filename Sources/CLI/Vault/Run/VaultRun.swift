import Git
import Synchronization

/// `vault run -- PROGRAM`: the vault's files are here while a program runs, and wiped after it.
struct VaultRun {
  let files: [String]
  /// With its arguments.
  let program: [String]
  let options: GlobalOptions

  /// Waits for the program, and ends as it does.
  func execute(in world: World) throws -> ExitStatus {
    let session = Session(world: world, options: options)
    let name = program.first ?? ""
    guard let path = ProgramStart.locate(name, world.environment["PATH"]) else {
      throw Failure.usage(
        "There is no program “\(visible(name))”.",
        hint: "Name one that is in PATH, or its path."
      )
    }
    let ready = Mutex<VaultRunFiles?>(nil)
    let (files, options) = (files, options)
    let status = try VaultCommand.wait {
      let session = Session(world: world, options: options)
      let here = try await session.placing {
        session.cleanUpAfterVaultRuns(in: try session.vaultStateDirectory())
        return try await VaultRunFiles.put(files, session)
      }
      ready.withLock { $0 = here }
      return .done
    }
    guard let here = ready.withLock({ $0 }) else { return status }
    guard status == .done else {
      here.wipe(session)
      return status
    }
    try world.output.flush()
    try world.messages.flush()
    let result = Result {
      try VaultRunSignals.whilePassingOn { try StartedProgram.start(path, program) }
    }
    here.wipe(session)
    try? world.output.flush()
    try? world.messages.flush()
    VaultRunSignals.end(as: try result.get())
  }
}
