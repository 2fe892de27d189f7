import Git
import Hooks
import Scanning

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The rules and the policy of the index, or of a commit, as hooks take them; and a hash by which
/// receipts tell one set of rules from another.
final class HookRules {
  private let session: Session
  private let options: RuleOptions
  private let quiet: QuietOptions?
  private let level: Sensitivity?
  private(set) var rules = RuleSet()
  private var scanOptions: ScanOptions
  private var levels: [Sensitivity] = []
  private var hash: UInt64 = 14_695_981_039_346_656_037

  init(
    _ session: Session,
    _ options: RuleOptions = RuleOptions(files: []),
    _ quiet: QuietOptions? = nil,
    level: Sensitivity? = nil,
    keepsValues: Bool = false
  ) {
    self.session = session
    self.options = options
    self.quiet = quiet
    self.level = level
    scanOptions = ScanOptions(keepsValues: keepsValues)
    scanOptions.sensitivity = level ?? .default
    add(Array("\(SecretsSync.version)\0".utf8))
    add(Self.identity(ofProgram: session.world.executable))
  }

  /// The scanner, once the policy is read; `staged` reads files by their paths from the top level.
  func scanner(_ staged: PreCommit.StagedFile) throws -> Scanner {
    try load(staged)
    try options.add(to: &rules, in: session)
    for warning in rules.warnings { session.warn(warning) }
    return try rules.scanner(scanOptions)
  }

  /// Tells rules apart by all files that they come from.
  func identity(_ staged: PreCommit.StagedFile) throws -> String {
    try load(staged)
    return receiptHash
  }

  private func load(_ staged: PreCommit.StagedFile) throws {
    func read(_ path: String) throws -> [UInt8]? {
      let bytes = try staged(path)
      if let bytes {
        add(Array("\(path)\0\(bytes.count)\0".utf8))
        add(bytes)
      }
      return bytes
    }
    scanOptions.sensitivity = level ?? levels.max() ?? .default
    add(Array("\(scanOptions.sensitivity)\0".utf8))
    rules = try RuleSources.load(
      try read(Configuration.fileName).map {
        try ConfigurationReader.read($0, file: Configuration.fileName)
      } ?? Configuration(),
      read: read
    )
  }

  /// The protected patterns of a policy file.
  func policy(_ bytes: [UInt8], _ file: String) throws -> [String] {
    let configuration = try ConfigurationReader.read(bytes, file: file)
    // Where the commit changes the policy both versions are read: the more sensitive counts.
    levels.append(configuration.sensitivity ?? .default)
    scanOptions.accounts.merge(configuration.accounts) { first, _ in first }
    return configuration.protectedPatterns
  }

  var quieting: QuietingOptions {
    QuietingOptions(
      today: session.today,
      isOff: quiet?.noIgnore == true,
      ignoresComments: quiet?.noInline == true,
      loadInline: { bytes, file in try ConfigurationReader.read(bytes, file: file).inline }
    )
  }

  /// Of the program, the level and all files with rules: 16 hexadecimal digits.
  ///
  /// FNV-1a. It tells states apart; who may write receipts could write the hooks as well.
  var receiptHash: String {
    let text = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }

  private func add(_ bytes: [UInt8]) {
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
  }

  /// The built-in rules are those of the program: its size and its time.
  private static func identity(ofProgram path: String) -> [UInt8] {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return [] }
    #if canImport(Glibc)
    let time = status.st_mtim
    #else
    let time = status.st_mtimespec
    #endif
    return Array("\(status.st_size) \(time.tv_sec).\(time.tv_nsec)\0".utf8)
  }
}
