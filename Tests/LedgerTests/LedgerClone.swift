import FoundationEssentials
import Git
import Ledger
import TestSupport

/// A real repository and what the tests do with its ledger.
struct LedgerClone {
  let repository: TemporaryRepository
  /// The time of every deployment, unless a test says otherwise.
  static let noon = Date(timeIntervalSince1970: 1_795_435_200)

  init(_ options: TemporaryRepository.Option...) throws {
    repository = options.isEmpty ? try TemporaryRepository() : try TemporaryRepository(.bare)
  }

  /// A repository with one commit and the remote `origin`.
  init(of remote: LedgerClone) throws {
    repository = try TemporaryRepository()
    try repository.commit(["a": "1"])
    try repository.git("remote", "add", "origin", remote.repository.path)
  }

  /// A ledger of its own, as another process would open it; it never waits.
  func ledger(
    directory: String? = nil,
    place: LedgerPlace = .references,
    identifiers: ULIDGenerator = .shared,
    onWait: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws -> Ledger {
    let git = GitCommand(
      directory: directory ?? repository.path,
      environment: repository.environment
    )
    return try Ledger(
      repository: Repository.open(RepositoryLayout.find(git)),
      git: git,
      place: place,
      identifiers: identifiers,
      clock: { Self.noon },
      localBackOff: BackOff(attempts: 10_000, base: 1, limit: 1, sleep: onWait),
      remoteBackOff: BackOff(attempts: 100, base: 1, limit: 1, sleep: onWait)
    )
  }

  func head() throws -> ObjectID { try Self.id(repository.git("rev-parse", "HEAD")) }

  static func id(_ hex: String) throws -> ObjectID {
    guard let id = ObjectID(hex: hex) else { throw NotAnID(description: hex) }
    return id
  }

  struct NotAnID: Error, CustomStringConvertible {
    let description: String
  }

  func draft(
    _ environment: String = "prod",
    commit: ObjectID? = nil,
    version: String = "v1",
    status: DeploymentRecord.Status = .deployed
  ) throws -> DeploymentDraft {
    DeploymentDraft(
      environment: environment,
      commit: try commit ?? head(),
      status: status,
      items: [LedgerItem(store: .local, name: "db", version: version, stages: ["AWSCURRENT"])]
    )
  }

  /// Records a deployment of `HEAD` or `commit`.
  @discardableResult
  func deploy(
    _ environment: String = "prod",
    commit: ObjectID? = nil,
    version: String = "v1",
    status: DeploymentRecord.Status = .deployed,
    at date: Date = noon
  ) throws -> DeploymentRecord {
    try ledger().append(
      draft(environment, commit: commit, version: version, status: status),
      now: date
    )
  }

  func ids(_ environment: String = "prod") throws -> [String] {
    try ledger().records(environment: environment).map(\.id)
  }

  static let reference = "refs/secrets-sync/ledger/prod"

  func tip() throws -> String { try repository.git("rev-parse", Self.reference) }

  /// The path of the newest record.
  func newestPath() throws -> String {
    try repository.git("log", "-1", "--format=%(trailers:key=Record,valueonly)", tip())
      .trimmingNewlines
  }

  /// Writes the history of the ledger anew, each record as `change` makes it, as somebody would who
  /// covers up traces.
  ///
  /// It gets number (from 0), path and text of each record, the oldest first, and gives path and
  /// text; nil leaves the record out.
  func forge(_ change: (Int, String, String) throws -> (path: String, text: String)?) throws {
    let index = ["GIT_INDEX_FILE": repository.directory.path("forge-index")]
    let commits = try repository.git("rev-list", "--reverse", tip()).split(separator: "\n")
    try repository.git(["read-tree", "--empty"], environment: index)
    var parent: String?
    for (number, commit) in commits.enumerated() {
      let message = try repository.git("log", "-1", "--format=%B", String(commit))
      let path = try repository.git(
        "log",
        "-1",
        "--format=%(trailers:key=Record,valueonly)",
        String(commit)
      ).trimmingNewlines
      let text = try repository.git("show", "\(commit):\(path)") + "\n"
      guard let forged = try change(number, path, text) else { continue }
      let blob = try repository.git(
        ["hash-object", "-w", "--stdin"],
        input: Array(forged.text.utf8)
      )
      try repository.git(
        ["update-index", "--add", "--cacheinfo", "100644,\(blob),\(forged.path)"],
        environment: index
      )
      let tree = try repository.git(["write-tree"], environment: index)
      parent = try repository.git(
        ["commit-tree", tree] + (parent.map { ["-p", $0] } ?? []) + ["-F", "-"],
        input: Array(message.replacing(path, with: forged.path).utf8)
      )
    }
    if let parent { try repository.git("update-ref", Self.reference, parent) }
  }

  /// Puts a commit on the ledger as somebody with plain Git would: `change` gets an index.
  ///
  /// - Returns: the new tip.
  @discardableResult
  func tamper(
    message: String? = nil,
    set files: [String: String] = [:],
    remove: [String] = []
  ) throws -> String {
    let tip = try tip()
    let index = ["GIT_INDEX_FILE": repository.directory.path("tamper-index")]
    try repository.git(["read-tree", tip], environment: index)
    for (path, text) in files {
      let blob = try repository.git(["hash-object", "-w", "--stdin"], input: Array(text.utf8))
      try repository.git(
        ["update-index", "--add", "--cacheinfo", "100644,\(blob),\(path)"],
        environment: index
      )
    }
    for path in remove {
      // Unlike --force-remove it needs no working tree.
      let line = "0 \(String(repeating: "0", count: 40))\t\(path)\n"
      try repository.git(
        ["update-index", "--index-info"],
        input: Array(line.utf8),
        environment: index
      )
    }
    let tree = try repository.git(["write-tree"], environment: index)
    let text = try message ?? repository.git("log", "-1", "--format=%B", tip)
    let new = try repository.git(
      ["commit-tree", tree, "-p", tip, "-F", "-"],
      input: Array(text.utf8)
    )
    try repository.git("update-ref", Self.reference, new)
    return new
  }
}

extension String {
  var trimmingNewlines: String {
    var text = self[...]
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
  }
}

/// Whether `error` is a ledger error of the kind that `matches` accepts.
func isLedgerError(_ error: any Error, _ matches: (LedgerError.Kind) -> Bool) -> Bool {
  guard let error = error as? LedgerError else { return false }
  return matches(error.kind)
}
