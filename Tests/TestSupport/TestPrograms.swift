import Foundation

/// Programs that tests run besides the one under test.
package enum TestPrograms {
  /// The Python that has what `Tests/Support/requirements.txt` names.
  package static let python = LoopbackProgram.python

  /// Where the helpers of the tests are: `Tests/Support`.
  package static let support = "\(LoopbackProgram.testsDirectory)/Support"

  /// An environment with nothing of the user's but the way to programs.
  package static let environment = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    "LC_ALL": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "CHECKPOINT_DISABLE": "1",
  ]

  /// Whether a program is installed; tests of what is not everywhere say that they were left out.
  package static func isThere(_ name: String) -> Bool {
    let found = try? TestProcess.run(
      "sh",
      ["-c", "command -v \(name)"],
      environment: environment,
      directory: "/"
    )
    return found?.status == 0
  }
}
