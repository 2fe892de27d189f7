import AWS
import Secrets

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A program that is to take the place of this one.
struct ProgramStart: Sendable {
  let path: String
  let arguments: [String]
  let environment: [String: String]
  let secrets: [ExportEntry]

  /// The program of a name, as execvp(3) looks for it.
  static func locate(_ name: String, _ path: String?) -> String? {
    guard !name.isEmpty else { return nil }
    if name.utf8.contains(UInt8(ascii: "/")) { return isProgram(name) ? name : nil }
    let folders = (path ?? "/usr/local/bin:/usr/bin:/bin")
      .split(separator: ":", omittingEmptySubsequences: false)
    for folder in folders {
      let candidate = folder.isEmpty ? "./\(name)" : "\(folder)/\(name)"
      if isProgram(candidate) { return candidate }
    }
    return nil
  }

  private static func isProgram(_ path: String) -> Bool {
    var information = stat()
    guard unsafe stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
      return false
    }
    return unsafe access(path, X_OK) == 0
  }

  /// Becomes the program; comes back with the reason if that fails.
  func replaceThisProcess() -> Failure {
    var variables = environment
    for secret in secrets { variables[secret.name] = nil }
    var strings = CStrings()
    let argumentList = arguments.map { strings.add(Array($0.utf8)) }
    var environmentList = variables.map { strings.add(Array("\($0)=\($1)".utf8)) }
    for secret in secrets {
      environmentList.append(strings.add(Array("\(secret.name)=".utf8), secret.value))
    }
    Hardening.liftSignals()
    let reason = strings.execute(path, argumentList, environmentList)
    Hardening.apply()
    return Failure(
      "“\(visible(path))” cannot be run: \(reason).",
      status: .usage
    )
  }
}

/// Texts with a zero byte at their end, in memory that is wiped.
private struct CStrings {
  private var bytes = SecretBuffer()

  /// The offset of the text.
  mutating func add(_ text: [UInt8], _ secret: SecretBytes? = nil) -> Int {
    let offset = bytes.count
    bytes.append(contentsOf: text)
    if let secret { bytes.append(contentsOf: secret) }
    bytes.append(0)
    return offset
  }

  /// execve(2) with lists of offsets; the reason why not.
  func execute(_ path: String, _ arguments: [Int], _ environment: [Int]) -> String {
    let text = bytes.contents()
    return unsafe text.withBytes { text in
      guard let base = text.baseAddress else { return "there are no arguments" }
      let start = unsafe UnsafeMutableRawPointer(mutating: base)
      func list(_ offsets: [Int]) -> [UnsafeMutablePointer<CChar>?] {
        unsafe offsets.map { unsafe (start + $0).assumingMemoryBound(to: CChar.self) } + [nil]
      }
      unsafe execve(path, list(arguments), list(environment))
      return unsafe String(cString: strerror(errno))
    }
  }
}
