import FoundationEssentials

/// The code and the message of an error answer, in whichever form it came.
struct ServiceError: Sendable {
  let code: String?
  /// Fit to be shown: one line, without quoted values.
  let message: String?
  let requestID: String?
  /// The region of `x-amz-bucket-region`, where S3 says that the bucket is in another one.
  let bucketRegion: String?

  /// What an answer with a good status says when it is an error all the same; nil when it is not.
  init?(errorRootOf response: HTTPResponse) {
    let head = unsafe response.body.withBytes {
      unsafe String(decoding: $0.prefix(512), as: UTF8.self)
    }
    guard head.contains("<Error"), let root = try? XMLDocument.parse(response.body),
      root.name == "Error"
    else { return nil }
    self.init(response)
  }

  init(code: String, text: String?, requestID: String?) {
    self.code = Self.plainCode(code)
    message = text.map(Self.shown)
    self.requestID = requestID
    bucketRegion = nil
  }

  init(_ response: HTTPResponse) {
    let error = Self.parsed(response)
    code = error?.code
    message = error?.message
    requestID =
      response.headers["x-amzn-requestid"] ?? response.headers["x-amz-request-id"]
      ?? error?.requestID
    bucketRegion = response.headers["x-amz-bucket-region"].flatMap { Self.region($0) }
  }

  private typealias Parsed = (code: String?, message: String?, requestID: String?)

  /// More than an error ever has is the page of something on the way, and not looked at.
  private static let maximumBytes = 256 << 10

  private static func parsed(_ response: HTTPResponse) -> Parsed? {
    guard response.body.count <= maximumBytes else { return nil }
    if response.body.isEmpty { return bodiless(response) }
    let body = response.body.exposed()
    if let json = try? JSONDecoder().decode(JSONBody.self, from: Data(body)) {
      let header = response.headers["x-amzn-errortype"]
      return (
        code: (header ?? json.type ?? json.code).flatMap(plainCode),
        message: (json.message ?? json.capitalMessage).map(shown),
        requestID: nil
      )
    }
    // The element must be there: a page of a proxy is neither.
    guard body.first(where: { !" \r\n\t".utf8.contains($0) }) == UInt8(ascii: "<"),
      let root = try? XMLDocument.parse(response.body), let error = root.firstError,
      let code = error.text("Code")
    else { return nil }
    return (
      code: plainCode(code),
      message: error.text("Message").map(shown),
      requestID: error.text("RequestId") ?? root.text("RequestId") ?? root.text("RequestID")
    )
  }

  /// The answer to a `HEAD` has no body to name the error; this is only for one that S3 sent.
  private static func bodiless(_ response: HTTPResponse) -> Parsed? {
    guard response.headers["x-amz-request-id"] != nil else { return nil }
    let code: String? =
      switch response.status {
      case 301, 307: "PermanentRedirect"
      case 400: "BadRequest"
      case 403: "AccessDenied"
      case 404: "NotFound"
      case 409: "ConditionalRequestConflict"
      case 412: "PreconditionFailed"
      default: nil
      }
    return (code: code, message: nil, requestID: nil)
  }

  /// A host is made of it, so that it must be a host's label.
  private static func region(_ text: String) -> String? {
    let isLabel =
      (1...63).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      }
    return isLabel ? text : nil
  }

  /// The services do not agree on the names.
  private struct JSONBody: Decodable {
    let type: String?
    let code: String?
    let message: String?
    let capitalMessage: String?

    enum CodingKeys: String, CodingKey {
      case type = "__type"
      case code
      case message
      case capitalMessage = "Message"
    }
  }

  /// `prefix#Code:url` is the code alone; anything but letters, digits, dots is none.
  private static func plainCode(_ text: String) -> String? {
    let code = text.prefix { $0 != ":" }.split(separator: "#").last ?? ""
    let isCode =
      !code.isEmpty && code.count <= 100
      && code.utf8.allSatisfy { byte in
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
          || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: ".")
      }
    return isCode ? String(code) : nil
  }

  /// Validation errors quote the value that was sent: `Value 'hunter2' at 'secretString' failed…`.
  private static func shown(_ text: String) -> String {
    var kept = text
    // `Value at 'secretString'` names the field only and stays.
    if let quoted = kept.firstRange(of: "Value '") {
      // The last end of a quotation: the value may itself hold what looks like one.
      let rest = kept.ranges(of: "' at '").last.map { kept[$0.lowerBound...].dropFirst() }
      kept = kept[..<quoted.lowerBound] + "The value" + (rest ?? "")
    }
    let line = kept.unicodeScalars.prefix(400).map { scalar in
      scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) ? " " : String(scalar)
    }
    return line.joined().trimmed
  }
}

extension XMLElement {
  /// The element that tells the error: S3 sends it bare, the query services in one or two others.
  fileprivate var firstError: XMLElement? {
    if name == "Error" { return self }
    return child("Error") ?? descendant("Errors", "Error")
  }
}
