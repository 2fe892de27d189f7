import Git
import Hooks

/// The parts of `init`; each looks first, and says what it would change.
struct SetUp {
  let session: Session
  let layout: RepositoryLayout
  let top: String

  /// The protected patterns that `.gitignore` lacks.
  func ignorePatterns() throws -> SetUpItem {
    let missing = try ProtectedFiles(session: session, top: top).missingIgnorePatterns()
    guard !missing.isEmpty else {
      return .settled(
        .init(outcome: .present, message: "the protected patterns are ignored by Git")
      )
    }
    let lines = ["# Files that hold secrets (git secrets-sync)"] + missing
    return .task(
      SetUpTask(
        plan: "add \(count(missing.count, "pattern")) to .gitignore",
        details: missing,
        isShared: true
      ) {
        try append(lines, to: ".gitignore")
        return SetUpStep(
          outcome: .done,
          message: "added \(count(missing.count, "pattern")) to .gitignore",
          hint: missing.joined(separator: "\n")
        )
      }
    )
  }

  /// Lets Git merge the allow list and the baseline line by line.
  func mergeDriver() throws -> SetUpItem {
    let lines = try MergeAttributes.missing(session).map { "\($0) merge=union" }
    guard !lines.isEmpty else {
      return .settled(
        SetUpStep(
          outcome: .present,
          message: "\(AllowList.fileName) and \(Baseline.fileName) merge by union"
        )
      )
    }
    return .task(
      SetUpTask(plan: "add to .gitattributes:", details: lines, isShared: true) {
        try append(lines, to: ".gitattributes")
        return SetUpStep(
          outcome: .done,
          message: "added to .gitattributes: \(lines.joined(separator: ", "))"
        )
      }
    )
  }

  func hooks(shared: Bool) throws -> SetUpItem {
    let hooks = HookSetUp(session: session, layout: layout)
    if shared {
      try hooks.checkShare()
      let plan = "write the hooks into \(HookSetUp.sharedFolder), for all who clone"
      return .task(SetUpTask(plan: plan, isShared: true, perform: hooks.share))
    }
    if let plan = try hooks.plan() {
      return .task(SetUpTask(plan: plan, isShared: false, perform: hooks.install))
    }
    return .settled(try hooks.install())
  }

  /// Hook managers that would put their own hook in the place of ours.
  func hookManagers() throws -> [SetUpItem] {
    let isElsewhere = HookSet.isElsewhere(layout)
    return try HookManager.all(in: top).compactMap { manager, file, text in
      guard let advice = manager.advice, !text.contains("secrets-sync hook") else { return nil }
      // Where Git runs its hooks already, the step of the hooks has said what to add to them.
      if manager == .husky, isElsewhere { return nil }
      return .settled(
        SetUpStep(outcome: .open, message: "\(file): \(manager.problem)", hint: advice)
      )
    }
  }

  /// Makes `git fetch` bring the ledger along.
  func ledger() throws -> SetUpItem {
    let remotes = try session.remotes()
    guard !remotes.isEmpty else {
      return .settled(
        SetUpStep(
          outcome: .later,
          message: "no remote to share the ledger with; run `init` again when there is one"
        )
      )
    }
    let missing = try session.remotesWithoutLedger()
    func brings(_ names: [String]) -> String {
      "`git fetch` brings the ledger from \(names.map(visible).joined(separator: ", "))"
    }
    guard !missing.isEmpty else {
      return .settled(SetUpStep(outcome: .present, message: brings(remotes)))
    }
    return .task(
      SetUpTask(
        plan: "have `git fetch` bring the ledger from "
          + missing.map(visible).joined(separator: ", "),
        isShared: false
      ) {
        for remote in missing {
          _ = try session.git.output([
            "config", "--add", "remote.\(remote).fetch", try session.refspec(for: remote),
          ])
        }
        return SetUpStep(
          outcome: .done,
          message: brings(missing),
          hint: "What others have recorded: git secrets-sync fetch"
        )
      }
    )
  }

  private func append(_ lines: [String], to name: String) throws {
    let path = top + "/" + name
    var bytes = try Files.readIfPresent(path) ?? []
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    for line in lines { bytes += (line + "\n").utf8 }
    try Files.atomicWrite(bytes, to: path, mode: 0o644)
  }
}
