#if os(Linux)
import AWS
import Glibc
import TestSupport
import Testing

/// What is left of a value in the memory of the process once nobody holds it.
@Suite(.serialized) struct WipingTests {
  private let name = "wiped-\(Crypto.uuid())"

  @Test func aValueThatWasWrittenIsGone() async throws {
    let needle = Needle()
    #expect(needle.isInMemory(while: needle.value()))
    try await write(needle)
    #expect(!needle.isInMemory())
  }

  @Test func aValueThatWasReadIsGone() async throws {
    let needle = Needle()
    try await write(needle)
    _ = try await TestClient().client.secretsManager.getSecretValue(name)
    #expect(!needle.isInMemory())
  }

  private func write(_ needle: Needle) async throws {
    _ = try await TestClient().client.secretsManager.createSecret(
      name: name,
      value: needle.value(),
      binary: false,
      token: Crypto.uuid()
    )
  }
}

/// A value that is known here only with every bit turned, so that knowing it is no copy of it.
private struct Needle {
  private let turned = (0..<40).map { _ in ~UInt8.random(in: UInt8(ascii: "a")...UInt8(ascii: "z"))
  }

  func value() -> SecretBytes {
    unsafe SecretBytes(count: turned.count) { buffer in
      for index in turned.indices { unsafe buffer[index] = ~turned[index] }
    }
  }

  func isInMemory(while value: SecretBytes) -> Bool {
    let found = isInMemory()
    return found && !value.isEmpty
  }

  /// Looks through every private mapping that can be written, but for that of its own buffer.
  func isInMemory() -> Bool {
    let size = 1 << 20
    guard
      let buffer = unsafe mmap(
        nil,
        size,
        PROT_READ | PROT_WRITE,
        MAP_SHARED | MAP_ANONYMOUS,
        -1,
        0
      ),
      unsafe buffer != MAP_FAILED
    else { return true }
    defer { unsafe munmap(buffer, size) }
    let memory = unsafe open("/proc/self/mem", O_RDONLY)
    guard memory >= 0 else { return true }
    defer { close(memory) }
    for (start, end) in Self.mappings() {
      var at = start
      while at < end {
        let count = unsafe pread(memory, buffer, min(size, end - at), at)
        guard count > 0 else { break }
        if unsafe occurs(in: UnsafeRawBufferPointer(start: buffer, count: count)) { return true }
        // Neighbours overlap, so that nothing is missed on their border.
        at += count < size ? count : count - turned.count
      }
    }
    return false
  }

  private func occurs(in bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress) else {
      return false
    }
    let first = Int32(~turned[0])
    var offset = 0
    while offset + turned.count <= bytes.count,
      let found = unsafe memchr(base + offset, first, bytes.count - offset)
    {
      let position = unsafe found - base
      guard position + turned.count <= bytes.count else { return false }
      if turned.indices.allSatisfy({ unsafe bytes[position + $0] == ~turned[$0] }) { return true }
      offset = position + 1
    }
    return false
  }

  private static func mappings() -> [(Int, Int)] {
    guard let file = unsafe fopen("/proc/self/maps", "r") else { return [] }
    defer { unsafe fclose(file) }
    var result: [(Int, Int)] = []
    var line = [CChar](repeating: 0, count: 1_024)
    while unsafe fgets(&line, Int32(line.count), file) != nil {
      let text = String(
        decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
        as: UTF8.self
      )
      let fields = text.split(separator: " ")
      let ends = fields[0].split(separator: "-").compactMap { Int($0, radix: 16) }
      if fields.count > 1, fields[1] == "rw-p", ends.count == 2 {
        result.append((ends[0], ends[1]))
      }
    }
    return result
  }
}
#endif
