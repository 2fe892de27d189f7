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

  /// The message as it is stored.
  var message: [UInt8] { Array(bytes[min(endOfHeaders + 1, bytes.count)...]) }

  /// The first header of a name: `object`, `type`, `author`.
  func header(_ name: String) -> String? {
    let prefix = Array((name + " ").utf8)
    for line in bytes[..<endOfHeaders].split(separator: UInt8(ascii: "\n"))
    where line.starts(with: prefix) {
      return String(decoding: line.dropFirst(prefix.count), as: UTF8.self)
    }
    return nil
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
