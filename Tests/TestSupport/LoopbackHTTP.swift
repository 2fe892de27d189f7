import Foundation

/// Enough HTTP to talk to the test servers: one request a connection, on this machine.
enum LoopbackHTTP {
  struct Failure: Error {
    let reason: String
  }

  static func send(_ method: String, _ path: String, port: Int, body: String = "") throws -> Data {
    let head =
      "\(method) \(path) HTTP/1.0\r\nHost: 127.0.0.1:\(port)\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n"
    let answer = try exchange(Array((head + body).utf8), port: port)
    let separator = Array("\r\n\r\n".utf8)
    guard let end = answer.firstRange(of: separator) else { throw Failure(reason: "no answer") }
    let status = answer.split(separator: UInt8(ascii: " "), maxSplits: 2).dropFirst().first
    guard status?.first == UInt8(ascii: "2") else {
      throw Failure(reason: "\(method) \(path) was refused: \(body)")
    }
    return Data(answer[end.upperBound...])
  }

  private static func exchange(_ request: [UInt8], port: Int) throws -> [UInt8] {
    #if canImport(Glibc)
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
    let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    guard descriptor >= 0 else { throw Failure(reason: "no socket") }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let connected = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Failure(reason: "refused") }
    var rest = request[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw Failure(reason: "not sent") }
      rest = rest.dropFirst(count)
    }
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return answer }
      answer += chunk[..<count]
    }
  }
}
