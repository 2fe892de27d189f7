import Foundation
import TestSupport
import Testing

/// What every commit pays for before `main` starts, and what a download costs.
///
/// Only the release binary is judged, which `scripts/test` names in `GSS_TEST_BINARY`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["GSS_TEST_BINARY"] != nil))
struct ReleaseBinaryTests {
  #if os(Linux)
  @Test func loadsOnlyWhatEveryCommandNeeds() throws {
    let result = try TestProcess.run(
      "ldd",
      [Program.path],
      environment: ProcessInfo.processInfo.environment,
      directory: "/"
    )
    #expect(result.status == 0)
    let libraries = result.text.split(separator: "\n").compactMap { line in
      line.split { $0.isWhitespace || $0 == "/" }.first { $0.contains(".so") }.map(String.init)
    }
    #expect(libraries.contains { $0.hasPrefix("libcrypto.so") })
    let late = ["libcurl", "libgit2", "libarchive"]
    for prefix in ["libFoundation", "lib_Foundation", "libswift", "libicu"] + late {
      #expect(!libraries.contains { $0.hasPrefix(prefix) }, "\(libraries)")
    }
  }
  #endif

  @Test func isSmallOnceStripped() throws {
    let directory = TemporaryDirectory()
    let stripped = directory.path("git-secrets-sync")
    try FileManager.default.copyItem(atPath: Program.path, toPath: stripped)
    let result = try TestProcess.run(
      "strip",
      [stripped],
      environment: ProcessInfo.processInfo.environment,
      directory: directory.path
    )
    #expect(result.status == 0, "\(result.errors)")
    let size = try FileManager.default.attributesOfItem(atPath: stripped)[.size] as? Int
    #expect(try #require(size) <= 32_000_000)
  }

  /// Full Foundation brings its data with it; its presence shows in the symbols of a static build.
  @Test func holdsNoFullFoundation() throws {
    let binary = try Data(contentsOf: URL(fileURLWithPath: Program.path))
    #expect(binary.range(of: Data("FoundationEssentials".utf8)) != nil)
    #expect(binary.range(of: Data("FoundationInternationalization".utf8)) == nil)
    #expect(binary.range(of: Data("CoreFoundation".utf8)) == nil)
  }
}
