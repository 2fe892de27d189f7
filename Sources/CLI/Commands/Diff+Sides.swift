import Git
import Ledger

// What the two arguments may name.
extension DiffCommand {
  /// The deployment that is named by its environment, by `NAME~N`, or by the id of its record.
  func recorded(
    _ name: String,
    _ environments: Set<String>,
    _ ledger: Ledger,
    _ session: Session
  ) throws -> DeploymentRecord? {
    if environments.contains(name) { return try ledger.latestDeployment(environment: name) }
    if let tilde = name.lastIndex(of: "~"), environments.contains(String(name[..<tilde])) {
      let environment = String(name[..<tilde])
      let rest = name[name.index(after: tilde)...]
      guard let number = rest.isEmpty ? 1 : Int(rest), number >= 0 else { return nil }
      // The last ones are a few reads away; for others the index knows.
      if number <= 10 {
        if let record = try ledger.deployment(number: number, environment: environment) {
          return record
        }
      } else if let index = try session.index(ledger, environment) {
        let all = index.records(all: true) { _ in false }.filter { $0.record.status == .deployed }
        if number < all.count {
          return try ledger.record(all[all.count - 1 - number].record, environment)
        }
      }
      throw Failure.usage(
        "\(visible(environment)) has no \(count(number + 1, "successful deployment")).",
        hint: "`git secrets-sync log --env \(visible(environment))` lists them."
      )
    }
    guard ULIDGenerator.isValid(name) else { return nil }
    for environment in try ledger.environments() {
      guard let index = try session.index(ledger, environment) else { continue }
      let all = index.records(all: true) { _ in false }
      if let found = all.last(where: { $0.record.id == name }) {
        return try ledger.record(found.record, environment)
      }
    }
    return nil
  }

  func commit(
    _ name: String,
    besides environments: Set<String>,
    _ session: Session
  ) throws -> ObjectID {
    do throws(GitError) {
      return try Revisions.commit(name, session.git)
    } catch {
      guard error.kind == .unknownRevision, !["HEAD", "@"].contains(name) else { throw error }
      let known = environments.sorted().map(visible).joined(separator: ", ")
      throw Failure.usage(
        "“\(visible(name))” is neither an environment nor a commit.",
        hint: known.isEmpty ? error.hint : "Environments: \(known)."
      )
    }
  }
}
