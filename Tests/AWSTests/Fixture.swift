import AWS
import FoundationEssentials

/// The files under `Fixtures`.
enum Fixture {
  static let directory = {
    let path = #filePath
    return String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) + "/Fixtures"
  }()

  static func bytes(_ name: String) throws -> [UInt8] {
    try FileSystem.read("\(directory)/\(name)")
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  static func json<T: Decodable>(_ type: T.Type, _ name: String) throws -> T {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(bytes(name)))
  }

  static func decode<T: Decodable>(_ type: T.Type, _ bytes: [UInt8]) throws -> T {
    try JSONDecoder().decode(type, from: Data(bytes))
  }
}
