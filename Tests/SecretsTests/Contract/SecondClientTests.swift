import AWS
import FoundationEssentials
import Secrets
import TestSupport
import Testing

/// boto3 reads what we wrote, and we read what it wrote, byte for byte.
@Suite struct SecondClientTests {
  /// An entry of `Tests/Support/boto_values.py`.
  private struct Entry: Encodable {
    let store: String
    let name: String
    var type: String?
    var text: String?
    var hex: String?
  }

  private static let texts = [
    "plain", "one\ntwo\r\n\n", "ü 日本 \"q\" \\ \t😀 e\u{301}", " ", "a,b,c",
    "{\"user\": \"dana\", \"n\": 1e400, \"u\": \"\\u00e9\"}", "-----BEGIN\nMIIB+/==\n-----END\n",
  ]
  private static let binaries: [[UInt8]] = [
    [0], [0, 255, 34, 92], Array(0...255), Array("text as bytes".utf8),
  ]

  private let cloud = Cloud()

  private func boto(_ verb: String, _ entries: [Entry]) throws -> [[String]] {
    var environment = cloud.server.environment(home: "/nonexistent")
    environment["AWS_DEFAULT_REGION"] = cloud.server.region
    let json = String(decoding: try JSONEncoder().encode(entries), as: UTF8.self)
    let process = try TestProcess.python("boto_values.py", [verb, json], environment: environment)
    #expect(process.status == 0, "\(process.errors)")
    guard verb == "read" else { return [] }
    return try JSONDecoder().decode([[String]].self, from: Data(process.output))
  }

  private func hex(_ bytes: [UInt8]) -> String { Crypto.hex(bytes) }

  private var parameterPrefix: String { "/\(cloud.prefix)" }

  @Test func theOtherReadsWhatWeWrote() async throws {
    let secrets = SecretsManagerStore(client: try cloud.client())
    let parameters = ParameterStore(client: try cloud.client())
    var entries: [Entry] = []
    var expected: [[String]] = []
    for (number, text) in Self.texts.enumerated() {
      let value = SecretBytes(utf8: text)
      let name = "\(cloud.prefix)t\(number)"
      // Once as it is made, once as it is changed.
      if number.isMultiple(of: 2) {
        _ = try await secrets.create(name, value: value, options: .init())
      } else {
        let old = SecretBytes(utf8: "before")
        _ = try await secrets.create(name, value: old, options: .init())
        _ = try await secrets.put(name, value: value, expecting: nil)
      }
      entries.append(Entry(store: "sm", name: name))
      expected.append(["text", hex(Array(text.utf8))])
      for type in ["SecureString", "String", "StringList"] {
        let name = "\(parameterPrefix)\(type)\(number)"
        _ = try await parameters.create(
          name,
          value: SecretBytes(utf8: "before"),
          options: CreateOptions(type: type)
        )
        _ = try await parameters.put(name, value: value, expecting: "1")
        entries.append(Entry(store: "ssm", name: name))
        expected.append([type, hex(Array(text.utf8))])
      }
    }
    for (number, bytes) in Self.binaries.enumerated() {
      let name = "\(cloud.prefix)b\(number)"
      let options = CreateOptions(isBinary: true)
      _ = try await secrets.create(name, value: SecretBytes(bytes), options: options)
      entries.append(Entry(store: "sm", name: name))
      expected.append(["binary", hex(bytes)])
    }
    #expect(try boto("read", entries) == expected)
  }

  @Test func weReadWhatTheOtherWrote() async throws {
    let secrets = SecretsManagerStore(client: try cloud.client())
    let parameters = ParameterStore(client: try cloud.client())
    var entries: [Entry] = []
    for (number, text) in Self.texts.enumerated() {
      entries.append(Entry(store: "sm", name: "\(cloud.prefix)t\(number)", text: text))
      for type in ["SecureString", "String", "StringList"] {
        let name = "\(parameterPrefix)\(type)\(number)"
        entries.append(Entry(store: "ssm", name: name, type: type, text: text))
      }
    }
    for (number, bytes) in Self.binaries.enumerated() {
      entries.append(Entry(store: "sm", name: "\(cloud.prefix)b\(number)", hex: hex(bytes)))
    }
    _ = try boto("write", entries)
    for (kind, store) in [("sm", secrets as any SecretStore), ("ssm", parameters)] {
      let own = entries.filter { $0.store == kind }
      let together = try await store.values(of: own.map(\.name))
      for entry in own {
        let alone = try await store.value(of: entry.name, version: nil)
        let read = try #require(try together[entry.name]?.get())
        let bytes = entry.text.map { Array($0.utf8) }
        for value in [alone, read] {
          #expect(hex(value.bytes.exposed()) == entry.hex ?? hex(bytes ?? []), "\(entry.name)")
          #expect(value.isBinary == (entry.hex != nil), "\(entry.name)")
        }
      }
    }
    let types = try await parameters.list(
      SecretSelector(parsing: "ssm:\(parameterPrefix)**")
    )
    for parameter in types {
      #expect(parameter.name.contains("/\(parameter.type ?? "?")"), "\(parameter.name)")
    }
  }
}
