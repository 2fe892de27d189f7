import FoundationEssentials
import TestSupport

/// A request as the proxy saw it, in a form in which equal requests are equal.
struct SentRequest: Equatable, CustomStringConvertible {
  let method: String
  /// As it came, without the query.
  let path: String
  /// As they came, in order, each with a `=`.
  let query: [String]
  let target: String
  /// Of those that say something about the operation.
  let headers: [String: String]
  let body: Body

  enum Body: Equatable {
    case json(JSONValue)
    case form([String: String])
    case bytes(String)
  }

  init(_ request: FaultProxy.Request) {
    let parts = request.path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    method = request.method
    path = String(parts[0])
    query =
      parts.count == 1
      ? []
      : parts[1].split(separator: "&").map { field in
        // Each server makes ids of its own.
        if field.hasPrefix("versionId=") { return "versionId=…" }
        return field.contains("=") ? "\(field)" : "\(field)="
      }.sorted()
    var headers: [String: String] = [:]
    for (name, value) in request.headers { headers[name.lowercased()] = value }
    target = headers["x-amz-target"] ?? ""
    let bytes = request.body.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    if !target.isEmpty, let json = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) {
      body = .json(Self.withoutWhatDiffers(json, target))
    } else if headers["content-type"]?.hasPrefix("application/x-www-form-urlencoded") == true {
      body = .form(Self.form(request.body))
    } else {
      body = .bytes(request.body)
    }
    self.headers = headers.filter { name, _ in
      ["content-type", "if-match", "if-none-match"].contains(name)
        || name.hasPrefix("x-amz-")
          && !["x-amz-date", "x-amz-content-sha256", "x-amz-target"].contains(name)
          // Sent with HEAD, too, by us: so a write whose answer got lost is known again.
          && !(name == "x-amz-checksum-mode" && request.method == "HEAD")
    }
  }

  /// What differs on purpose, or from one run to the next.
  private static func withoutWhatDiffers(_ json: JSONValue, _ target: String) -> JSONValue {
    guard case .object(var object) = json else { return json }
    switch target.split(separator: ".").last {
    case "GetSecretValue":
      // We say the stage even where it is the default.
      if object["VersionId"] == nil, object["VersionStage"] == nil {
        object["VersionStage"] = .string("AWSCURRENT")
      }
    case "UpdateSecret":
      // Each makes a token of its own.
      if case .string(let token) = object["ClientRequestToken"], token.utf8.count == 36 {
        object["ClientRequestToken"] = .string("a token")
      }
    case "Decrypt": object["CiphertextBlob"] = object["CiphertextBlob"].map { _ in .null }
    case "VerifyMac": object["Mac"] = object["Mac"].map { _ in .null }
    default: break
    }
    return .object(object)
  }

  private static func form(_ text: String) -> [String: String] {
    var fields: [String: String] = [:]
    for field in text.split(separator: "&") {
      let pair = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      fields[decoded(pair[0])] = pair.count > 1 ? decoded(pair[1]) : ""
    }
    return fields
  }

  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  var description: String {
    "\(method) \(path)?\(query.joined(separator: "&")) \(target) "
      + "\(headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }) \(body)"
  }
}

/// Any JSON.
enum JSONValue: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else if let list = try? value.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }
}
