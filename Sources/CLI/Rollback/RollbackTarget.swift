import Git
import Ledger

/// Finds the deployment that a rollback goes back to.
struct RollbackTarget {
  private let session: Session
  private let ledger: Ledger
  private let environment: String

  init(_ session: Session, _ ledger: Ledger, _ environment: String) {
    self.session = session
    self.ledger = ledger
    self.environment = environment
  }

  /// The deployment named by its id, by `NAME~N`, by the environment, or by a commit.
  func record(_ name: String) throws -> DeploymentRecord {
    let record = try byID(name) ?? byNumber(name) ?? byCommit(name)
    // It is recorded for this commit afterwards.
    do throws(GitError) {
      _ = try Revisions.commit(record.commit.hex, session.git)
    } catch {
      guard error.kind == .unknownRevision else { throw error }
      throw Failure.usage(
        "The commit \(record.commit.abbreviated) of that deployment is not in this clone.",
        hint: "Fetch the branch that it is on, or the commit itself: git fetch REMOTE "
          + record.commit.hex
      )
    }
    return record
  }

  private func byID(_ name: String) throws -> DeploymentRecord? {
    guard ULIDGenerator.isValid(name) else { return nil }
    for other in try ledger.environments() {
      guard let index = try session.index(ledger, other) else { continue }
      let all = index.records(all: true) { _ in false }
      guard let found = all.last(where: { $0.record.id == name }) else { continue }
      guard other == environment else {
        throw Failure.usage(
          "\(name) is a deployment of \(visible(other)), not of \(visible(environment)).",
          hint: "Versions are those of one environment: add --env \(visible(other))."
        )
      }
      return try ledger.record(found.record, other)
    }
    return nil
  }

  private func byNumber(_ name: String) throws -> DeploymentRecord? {
    let tilde = name.lastIndex(of: "~") ?? name.endIndex
    let known = try ledger.environments() + session.configuration().environments.map(\.name)
    guard known.contains(String(name[..<tilde])) else { return nil }
    guard name[..<tilde] == environment else {
      throw Failure.usage(
        "\(visible(name)) is a deployment of \(visible(String(name[..<tilde]))), not of "
          + "\(visible(environment)).",
        hint: "Versions are those of one environment: add --env \(visible(String(name[..<tilde])))."
      )
    }
    let rest = tilde == name.endIndex ? "0" : name[name.index(after: tilde)...]
    guard let number = rest.isEmpty ? 1 : Int(rest), number >= 0 else { return nil }
    if let record = try ledger.deployment(number: number, environment: environment) {
      return record
    }
    throw Failure.usage(
      "\(visible(environment)) has no \(count(number + 1, "successful deployment")).",
      hint: "`git secrets-sync log --env \(visible(environment))` lists them."
    )
  }

  private func byCommit(_ name: String) throws -> DeploymentRecord {
    let commit = try Revisions.commit(name, session.git)
    guard let record = try ledger.deployment(of: commit, environment: environment) else {
      let nearest = try ledger.nearestDeployedAncestor(of: commit, environment: environment)
      throw Failure.usage(
        "\(commit.abbreviated) was not deployed in \(visible(environment)).",
        hint: nearest.map {
          "Its nearest deployed ancestor is \($0.commit.abbreviated): git secrets-sync rollback "
            + "\($0.commit.abbreviated) --env \(visible(environment))"
        } ?? "`git secrets-sync log --env \(visible(environment))` lists the deployments."
      )
    }
    guard record.status == .deployed else {
      throw Failure.usage(
        "The deployment of \(commit.abbreviated) in \(visible(environment)) is recorded as "
          + "\(record.status.rawValue).",
        hint: "To go back to its secrets all the same, name the record: git secrets-sync rollback "
          + "\(record.id) --env \(visible(environment))"
      )
    }
    return record
  }
}
