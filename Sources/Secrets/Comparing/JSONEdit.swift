package import AWS

/// Changes one member of a JSON object; every other byte of it stays as it is.
package enum JSONEdit {
  /// What keeps a member from being changed.
  package enum Problem: Error, Sendable, Equatable {
    case notAnObject
    /// The key is there more than once.
    case repeatedKey
    /// The member holds no string but what is named, and the new value is none.
    case otherKind(String)
    /// The new value is no text.
    case notText
  }

  /// The object with a member set; a key that is not there yet comes last, as a string.
  ///
  /// A member that holds a string, or none, gets the value as a string. One that holds something else
  /// gets it as it is, without blanks around it, if that is JSON of the same kind.
  package static func setting(
    _ key: String,
    to value: SecretBytes,
    in object: SecretBytes
  ) throws(Problem) -> SecretBytes {
    guard value.isUTF8 else { throw .notText }
    let place = object.withSpan { bytes in Self.place(of: key, bytes) }
    let range: Range<Int>
    var (before, after) = ("", "")
    switch try place.get() {
    case .member(let there, .string): range = there
    case .member(let there, let kind):
      let new = value.withSpan { bytes in
        JSONNodes(bytes)?.nodes.first.flatMap { $0.kind == kind ? $0.value : nil }
      }
      guard let new else { throw .otherKind(kind.title) }
      // Without what stands around it, such as the newline of `echo`.
      return joined(object, there, "", value.part(new), "", escaping: false)
    case .end(let position, let isEmpty):
      range = position..<position
      before = (isEmpty ? "" : ",") + quoted(key) + ":"
      after = ""
    }
    before += "\""
    after += "\""
    return joined(object, range, before, value, after, escaping: true)
  }

  /// The keys of the object, in their order.
  package static func keys(of object: SecretBytes) throws(Problem) -> [String] {
    let keys: [String]? = object.withSpan { bytes in
      guard let json = JSONNodes(bytes), json.nodes[0].kind == .object else { return nil }
      return json.children(of: 0).compactMap { JSONString.text(bytes, json.nodes[$0].key) }
    }
    guard let keys else { throw .notAnObject }
    return keys
  }

  private enum Place {
    case member(Range<Int>, JSONNodes.Kind)
    /// Behind the last member.
    case end(Int, isEmpty: Bool)
  }

  private static func place(of key: String, _ bytes: Span<UInt8>) -> Result<Place, Problem> {
    guard let json = JSONNodes(bytes), json.nodes[0].kind == .object else {
      return .failure(.notAnObject)
    }
    let children = json.children(of: 0)
    let named = children.filter {
      JSONString.text(bytes, json.nodes[$0].key).utf8.elementsEqual(key.utf8)
    }
    guard named.count <= 1 else { return .failure(.repeatedKey) }
    if let member = named.first {
      return .success(.member(json.nodes[member].value, json.nodes[member].kind))
    }
    let end =
      children.last.map { json.nodes[$0].value.upperBound } ?? json.nodes[0].value.lowerBound + 1
    return .success(.end(end, isEmpty: children.isEmpty))
  }

  /// The object with something else in a place.
  private static func joined(
    _ object: SecretBytes,
    _ range: Range<Int>,
    _ before: String,
    _ value: SecretBytes,
    _ after: String,
    escaping: Bool
  ) -> SecretBytes {
    object.withSpan { old in
      value.withSpan { new in
        func write(_ emit: (UInt8) -> Void) {
          for index in 0..<range.lowerBound { emit(old[index]) }
          before.utf8.forEach(emit)
          for index in new.indices { escaping ? escape(new[index], emit) : emit(new[index]) }
          after.utf8.forEach(emit)
          for index in range.upperBound..<old.count { emit(old[index]) }
        }
        var count = 0
        write { _ in count += 1 }
        return unsafe SecretBytes(count: count) { buffer in
          var position = 0
          write { byte in
            unsafe buffer[position] = byte
            position += 1
          }
        }
      }
    }
  }

  /// RFC 8259 §7: what must be escaped is.
  private static func escape(_ byte: UInt8, _ emit: (UInt8) -> Void) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      emit(UInt8(ascii: "\\"))
      emit(byte)
    case UInt8(ascii: "\n"): "\\n".utf8.forEach(emit)
    case UInt8(ascii: "\r"): "\\r".utf8.forEach(emit)
    case UInt8(ascii: "\t"): "\\t".utf8.forEach(emit)
    case 0..<0x20:
      "\\u00".utf8.forEach(emit)
      for digit in [byte >> 4, byte & 15] {
        emit(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
    default: emit(byte)
    }
  }

  private static func quoted(_ key: String) -> String {
    var bytes: [UInt8] = []
    for byte in key.utf8 { escape(byte) { bytes.append($0) } }
    return "\"" + String(decoding: bytes, as: UTF8.self) + "\""
  }
}

extension JSONNodes.Kind {
  var title: String {
    switch self {
    case .null: "null"
    case .boolean: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
