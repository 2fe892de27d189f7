import Git
import Ledger
import Secrets

// Versions of files of the vault that a rollback puts aside.
extension Restoration {
  /// The files, as references, whose latest version no deployment in the ledger here has and which was
  /// never pulled or pushed here: somebody pushed it, and nobody here has seen it.
  func unseen(_ plan: RollbackPlan) throws -> Set<String> {
    let written = plan.changing.filter { $0.item.file != nil }
    guard !written.isEmpty else { return [] }
    let known = try knownHere()
    var latest: [String: String] = [:]
    for entry in written {
      guard let file = entry.item.file.flatMap(VaultPath.init), let version = entry.from,
        known[file]?.contains(version) != true
      else { continue }
      latest[entry.item.reference] = version
    }
    for environment in try ledger.environments() where !latest.isEmpty {
      guard let index = try session.index(ledger, environment) else { continue }
      let found = index.records { latest[$0.reference] == $0.version }
      for item in found.flatMap(\.items) { latest[item.reference] = nil }
    }
    return latest.keys.reduce(into: []) { $0.insert($1) }
  }

  /// The versions that were pulled or pushed here last, and those that a `vault run` used.
  private func knownHere() throws -> [VaultPath: Set<String>] {
    guard let place = files.vault?.place, let top = try session.layout().topLevel else {
      return [:]
    }
    let folder = VaultStateFolder(try session.vaultStateDirectory(), of: place, top: top)
    var known: [VaultPath: Set<String>] = [:]
    for (file, state) in try folder.read().files {
      if let version = state.version { known[file, default: []].insert(version) }
    }
    for (file, ran) in VaultRunVersions.read(in: folder.path, of: place, top: top) {
      known[file, default: []].insert(ran.version)
    }
    return known
  }

  /// Refuses to put aside what nobody here has seen, unless it is named.
  func check(_ unseen: Set<String>, _ plan: RollbackPlan, _ force: Set<String>) throws(Failure) {
    let left = plan.changing.filter {
      unseen.contains($0.item.reference) && !force.contains($0.from ?? "")
    }
    guard !left.isEmpty else { return }
    let lines = left.map { entry in
      "  \(visible(entry.item.file ?? "")): version "
        + (entry.aside.map { visible($0.shown) } ?? visible(entry.from ?? ""))
    }
    let names = left.map { "--force \(visible(ChangeText.argument($0.from ?? "")))" }
    throw Failure(
      "What the vault has now is in no deployment and was never here, so --yes alone does not put it "
        + "aside. Nothing was changed:\n" + lines.joined(separator: "\n"),
      hint: "See what it is: git secrets-sync vault diff FILE; to put it aside all the same, add "
        + names.joined(separator: " "),
      status: .found
    )
  }

  /// Names the versions of files that were put aside and that the deployment before does not have;
  /// nil for none.
  func asideNote(_ note: RollbackNote) throws -> String? {
    let before = try ledger.latestDeployment(environment: record.environment)?.items ?? []
    let aside = note.steps.filter { step in
      step.isFile && step.made != nil
        && !before.contains { $0.reference == step.reference && $0.version == step.from }
    }
    guard !aside.isEmpty else { return nil }
    let start = "put aside in the vault: "
    var text = start
    for (number, step) in aside.enumerated() {
      let next = (number == 0 ? "" : ", ") + "\(visible(step.reference)) at \(visible(step.from))"
      let rest = " and \(aside.count - number) more"
      guard text.utf8.count + next.utf8.count + rest.utf8.count <= DeploymentNote.maximumLength
      else { return number == 0 ? start + count(aside.count, "version") : text + rest }
      text += next
    }
    return text
  }
}
