import FoundationEssentials

/// A commit or annotated tag: header lines, an empty line, a message.
struct HistoryObject {
  private let bytes: [UInt8]
  private let endOfHeaders: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var end = 0
    // Header lines are never empty: long values continue on lines that start with a space.
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
      end = bytes[end...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    }
    endOfHeaders = end
  }

  /// Headers that hold nothing that somebody wrote: ids, and signatures.
  private static let machineHeaders = [
    "tree", "parent", "object", "type", "gpgsig", "gpgsig-sha256",
  ].map { Array($0.utf8) }

  /// All that people wrote: the message as it is stored; behind an empty line, so that the lines of
  /// the message keep their numbers, what the headers say (who made it, the name of a tag, whatever Git
  /// does not know); and in the same way each tag that was merged, which the header `mergetag` holds.
  var text: [UInt8] { text(withTags: true) }

  /// A tag inside of a merged tag, which Git never writes, is taken for plain text: nothing is to
  /// nest without end.
  private func text(withTags: Bool) -> [UInt8] {
    var text = Array(bytes[min(endOfHeaders + 1, bytes.count)...])
    var tags: [UInt8] = []
    var lines: [ArraySlice<UInt8>] = []
    var position = 0
    while position < endOfHeaders {
      let (name, value) = nextHeader(&position)
      if Self.machineHeaders.contains(where: name.elementsEqual) { continue }
      if withTags, name.elementsEqual("mergetag".utf8) {
        tags += [UInt8(ascii: "\n")] + HistoryObject(value).text(withTags: false)
        continue
      }
      // Author and committer are one, mostly.
      let line = Self.undated(value[...])
      if !lines.contains(line) { lines.append(line) }
    }
    if text.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
    for line in lines { text += [UInt8(ascii: "\n")] + line }
    if !lines.isEmpty { text.append(UInt8(ascii: "\n")) }
    return text + tags
  }

  /// The header at a position, which moves behind it, without the space that continues a line.
  private func nextHeader(_ position: inout Int) -> (name: ArraySlice<UInt8>, value: [UInt8]) {
    let header = bytes[position..<endOfHeaders]
    let name = header.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }
    var value: [UInt8] = []
    position = name.endIndex
    while position < endOfHeaders {
      let rest = bytes[position..<endOfHeaders]
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? endOfHeaders
      value += rest[..<end].dropFirst()
      position = min(end + 1, endOfHeaders)
      if position == endOfHeaders || bytes[position] != UInt8(ascii: " ") { break }
      value.append(UInt8(ascii: "\n"))
    }
    return (name, value)
  }

  /// `Name <mail>` of `Name <mail> 1700000000 +0100`; anything else as it is.
  private static func undated(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let close = value.lastIndex(of: UInt8(ascii: ">")) else { return value }
    let isDated = value[close...].dropFirst().allSatisfy { byte in
      (0x30...0x39).contains(byte) || "+- ".utf8.contains(byte)
    }
    return isDated ? value[...close] : value
  }

  /// The first header of a name: `object`, `type`, `author`.
  func header(_ name: String) -> String? {
    let prefix = Array((name + " ").utf8)
    for line in bytes[..<endOfHeaders].split(separator: UInt8(ascii: "\n"))
    where line.starts(with: prefix) {
      return String(decoding: line.dropFirst(prefix.count), as: UTF8.self)
    }
    return nil
  }

  /// All headers of a name.
  func headers(_ name: String) -> [String] {
    let prefix = Array((name + " ").utf8)
    return bytes[..<endOfHeaders].split(separator: UInt8(ascii: "\n"))
      .filter { $0.starts(with: prefix) }
      .map { String(decoding: $0.dropFirst(prefix.count), as: UTF8.self) }
  }

  /// The author, `Name <mail>`, and the author's date in ISO 8601 with the author's time zone.
  var author: (identity: String, date: String)? {
    guard let header = header("author"), let close = header.lastIndex(of: ">") else { return nil }
    let words = header[header.index(after: close)...].split(separator: " ")
    guard words.count == 2, let seconds = Double(words[0]), let zone = Int(words[1]) else {
      return nil
    }
    let offset = (zone / 100 * 60 + zone % 100) * 60
    guard let timeZone = TimeZone(secondsFromGMT: offset) else { return nil }
    let style = Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: timeZone)
    return (
      String(header[...close]), Date(timeIntervalSince1970: seconds).formatted(style)
    )
  }
}
