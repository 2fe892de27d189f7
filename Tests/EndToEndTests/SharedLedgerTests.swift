import Foundation
import TestSupport
import Testing

/// Sixteen clones that push at once to one repository, some of them killed in the middle.
@Suite struct SharedLedgerTests {
  static let clones = 16
  static let rounds = 4
  static let recordsPerRound = 5

  /// Between the program and Git: at a given call it kills the program, and lets Git go on or not.
  static let wrapper = """
    #!/bin/sh
    calls=$(($(cat "$CALLS" 2>/dev/null || echo 0) + 1))
    echo $calls >"$CALLS"
    if [ "$calls" = "$KILL_AT" ]; then
      kill -9 $PPID
      [ "$GO_ON" = 1 ] || exit 1
    fi
    exec "$REAL_GIT" "$@"

    """

  /// One clone: rounds of records and a push; what the push was to deliver counts once it succeeded.
  static let job = """
    #!/bin/sh
    number=$1
    cd "clone-$number" || exit 1
    for round in 1 2 3 4; do
      for record in 1 2 3 4 5; do
        "$PROGRAM" record --no-references --format json >>recorded 2>>errors || echo record >>failed
      done
      if [ $number -ge 12 ]; then
        rm -f calls
        CALLS=$PWD/calls KILL_AT=$((round * 3 + number - 12)) GO_ON=$((number % 2)) \
          PATH="$WRAPPER:$PATH" "$PROGRAM" push >/dev/null 2>&1 && cp recorded reported
      fi
      if "$PROGRAM" push >/dev/null 2>>errors; then cp recorded reported; else echo push >>failed; fi
    done

    """

  private let program: Program
  private let base: String

  init() throws {
    program = try Program.initialized()
    try program.repository.write(
      "[environments.prod]\nsecrets = [\"local:*\"]\n",
      to: ".secrets-sync.toml"
    )
    try program.git("commit", "--quiet", "--all", "--message", "one environment")
    base = program.repository.directory.path("shared")
    let git = try program.repository.git("--exec-path") + "/git"
    try FileManager.default.createDirectory(
      atPath: base + "/wrapper",
      withIntermediateDirectories: true
    )
    for (name, text) in [("wrapper/git", Self.wrapper), ("job", Self.job)] {
      try text.write(toFile: base + "/" + name, atomically: true, encoding: .utf8)
      try shell("chmod 755 '\(name)'")
    }
    #expect(FileManager.default.isExecutableFile(atPath: git))
  }

  @discardableResult
  private func shell(_ script: String) throws -> TestProcess {
    var environment = program.wholeEnvironment
    environment["PROGRAM"] = Program.path
    environment["WRAPPER"] = base + "/wrapper"
    environment["REAL_GIT"] = try program.repository.git("--exec-path") + "/git"
    return try TestProcess.run("sh", ["-c", script], environment: environment, directory: base)
  }

  private func ids(_ text: String) -> [String] {
    text.matches(of: /"id":"(\w{26})"/).map { String($0.1) }
  }

  private func file(_ name: String) -> String {
    (try? String(contentsOfFile: base + "/" + name, encoding: .utf8)) ?? ""
  }

  @Test func everyRecordThatWasReportedIsThereAndNoneTwice() throws {
    let hub = base + "/hub.git"
    try program.repository.git("clone", "--quiet", "--bare", program.repository.path, hub)
    for number in 0..<Self.clones {
      let clone = "\(base)/clone-\(number)"
      try program.repository.git("clone", "--quiet", hub, clone)
      #expect(try program("create", "local:db", "--yes", input: "one", in: clone).status == 0)
    }
    let numbers = (0..<Self.clones).map(String.init).joined(separator: " ")
    #expect(try shell("echo \(numbers) | xargs -n 1 -P \(Self.clones) ./job").status == 0)

    var recorded: Set<String> = []
    var reported: Set<String> = []
    for number in 0..<Self.clones {
      #expect(file("clone-\(number)/failed") == "", "\(file("clone-\(number)/errors"))")
      recorded.formUnion(ids(file("clone-\(number)/recorded")))
      reported.formUnion(ids(file("clone-\(number)/reported")))
    }
    #expect(recorded.count == Self.clones * Self.rounds * Self.recordsPerRound)
    #expect(reported == recorded)

    let fresh = base + "/fresh"
    try program.repository.git("clone", "--quiet", hub, fresh)
    #expect(try program("fetch", in: fresh).status == 0)
    let there = ids(try program("log", "--format", "json", in: fresh).text)
    #expect(there.count == Set(there).count)
    #expect(Set(there) == recorded)
    let integrity = try program("verify", "--integrity", in: fresh)
    #expect(integrity.status == 0, "\(integrity.text)")
    #expect(integrity.errors.contains("prod: \(recorded.count) records"))
    for number in [0, 12, 13, 14, 15] {
      #expect(try program("verify", "--integrity", in: "\(base)/clone-\(number)").status == 0)
    }
    try program.repository.git(["fsck", "--strict"], in: hub)
  }
}
