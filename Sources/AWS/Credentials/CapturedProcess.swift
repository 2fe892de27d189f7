import FoundationEssentials

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A finished program and what it printed, kept in memory that is wiped (`posix_spawn`).
struct CapturedProcess: Sendable {
  struct Failure: Error, Sendable {
    /// The end of a sentence: "cannot be run: …".
    let reason: String
  }

  let status: Int32
  fileprivate let output: SecretBytes

  func decode<T: Decodable>(_ type: T.Type) -> T? {
    try? JSONDecoder().decode(type, from: Data(output.exposed()))
  }

  /// Runs a program with nothing to read, its messages going where this program's go.
  ///
  /// Ends it after a minute or a megabyte.
  static func run(
    _ name: String,
    arguments: [String],
    environment: [String: String]
  ) async throws(Failure) -> CapturedProcess {
    guard let path = locate(name, environment) else {
      throw Failure(reason: "cannot be run: there is no program \(name)")
    }
    let child = try spawn(path, [name] + arguments, environment)
    // Waiting blocks, which a task must not do to its thread.
    let outcome = await withCheckedContinuation { continuation in
      let isRunning = startThread { continuation.resume(returning: child.finish()) }
      if !isRunning { continuation.resume(returning: child.finish()) }
    }
    return try outcome.get()
  }

  private static func locate(_ name: String, _ environment: [String: String]) -> String? {
    if name.contains("/") { return name }
    for directory in (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":") {
      let path = "\(directory)/\(name)"
      if unsafe access(path, X_OK) == 0 { return path }
    }
    return nil
  }

  private static func spawn(
    _ path: String,
    _ arguments: [String],
    _ environment: [String: String]
  ) throws(Failure) -> Child {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw Failure(reason: "cannot be run: no pipe") }
    _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
    defer { close(ends[1]) }
    #if canImport(Glibc)
    var actions = unsafe posix_spawn_file_actions_t()
    #else
    var actions: posix_spawn_file_actions_t?
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    let words = unsafe arguments.map { unsafe strdup($0) } + [nil]
    let variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    var identifier: pid_t = 0
    let status = unsafe posix_spawn(&identifier, path, &actions, nil, words, variables)
    guard status == 0 else {
      close(ends[0])
      throw Failure(reason: "cannot be run: \(unsafe String(cString: strerror(status)))")
    }
    return Child(identifier: identifier, output: ends[0])
  }
}

/// A program that runs.
private struct Child: Sendable {
  let identifier: pid_t
  let output: Int32

  private static let seconds = 60
  private static let maximumBytes = 1 << 20

  /// Reads to the end and waits; ends the program when it takes too long or prints too much.
  func finish() -> Result<CapturedProcess, CapturedProcess.Failure> {
    var collected = SecretBuffer()
    let reason = read(into: &collected)
    close(output)
    if reason != nil { kill(identifier, SIGKILL) }
    var status: Int32 = 0
    while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    if let reason { return .failure(CapturedProcess.Failure(reason: reason)) }
    // WIFEXITED and WEXITSTATUS are macros, which are not imported.
    let code = status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f)
    return .success(CapturedProcess(status: code, output: collected.contents()))
  }

  private func read(into collected: inout SecretBuffer) -> String? {
    var chunk = [UInt8](repeating: 0, count: 4_096)
    let start = monotonicSeconds()
    while true {
      let left = Self.seconds - (monotonicSeconds() - start)
      guard left > 0 else { return "did not end within \(Self.seconds) seconds" }
      var waiting = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&waiting, 1, Int32(left) * 1_000) > 0 else { continue }
      let count = unsafe readBytes(output, &chunk, chunk.count)
      if count == 0 { return nil }
      if count < 0 {
        if errno == EINTR { continue }
        return "could not be read from"
      }
      guard collected.count + count <= Self.maximumBytes else {
        return "printed more than \(Self.maximumBytes) bytes"
      }
      collected.append(contentsOf: chunk[..<count])
    }
  }

  private func monotonicSeconds() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }
}
