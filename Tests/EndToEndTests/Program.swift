import Foundation
import TestSupport

/// The built program in a repository of its own with a private home.
struct Program {
  let repository: TemporaryRepository
  /// Added to the environment of the repository.
  var environment: [String: String] = [:]

  /// `GSS_TEST_BINARY`, or the program beside the test bundle.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["GSS_TEST_BINARY"] { return path }
    #if os(macOS)
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let directory = bundle?.bundleURL.deletingLastPathComponent().path ?? "."
    #else
    let directory = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
    #endif
    return directory + "/git-secrets-sync"
  }()

  init(_ options: TemporaryRepository.Option...) throws {
    repository =
      switch options.first {
      case .sha256: try TemporaryRepository(.sha256)
      case .bare: try TemporaryRepository(.bare)
      case .splitIndex: try TemporaryRepository(.splitIndex)
      case nil: try TemporaryRepository()
      }
  }

  /// A repository that `init --yes` has set up, with a first commit.
  static func initialized() throws -> Program {
    let program = try Program()
    let result = try program("init", "--yes")
    guard result.status == 0 else {
      throw TemporaryRepository.Failure(description: "init failed: \(result.errors)")
    }
    try program.repository.git("add", "--all")
    try program.git("commit", "--quiet", "--message", "Set up")
    return program
  }

  /// Runs the program.
  func callAsFunction(
    _ arguments: String...,
    input: String = "",
    in directory: String? = nil
  ) throws -> TestProcess {
    try run(arguments, input: Array(input.utf8), in: directory)
  }

  func run(
    _ arguments: [String],
    input: [UInt8] = [],
    in directory: String? = nil
  ) throws -> TestProcess {
    try TestProcess.run(
      Self.path,
      arguments,
      environment: wholeEnvironment,
      directory: directory ?? repository.path,
      input: input
    )
  }

  /// Runs Git with the program on its path; throws unless it ends with 0.
  @discardableResult
  func git(_ arguments: String...) throws -> TestProcess {
    let result = try tryGit(arguments)
    guard result.status == 0 else {
      throw TemporaryRepository.Failure(description: "git \(arguments): \(result.errors)")
    }
    return result
  }

  func tryGit(
    _ arguments: [String],
    in directory: String? = nil,
    input: [UInt8]? = nil
  ) throws -> TestProcess {
    try repository.tryGit(arguments, in: directory, input: input, environment: wholeEnvironment)
  }

  /// What the program sees.
  var wholeEnvironment: [String: String] {
    var all = repository.environment.merging(environment) { $1 }
    let folder = URL(fileURLWithPath: Self.path).deletingLastPathComponent().path
    all["PATH"] = folder + ":" + (all["PATH"] ?? "/usr/bin:/bin")
    return all
  }
}

/// A made-up access key id, assembled here so that no file holds a whole one.
func accessKeyID(_ tail: String = "Q3EGRSNWSJDLOMFT") -> String { "AK" + "IA" + tail }
