import AWS

/// `docker run --env-file`: `NAME=value` to the end of the line, taken as it stands.
///
/// Source: docker/cli, `pkg/kvfile`: lines of at most 64 kB, blanks before a name dropped, a line
/// that begins with `#` passed over, UTF-8 demanded, a return before the newline dropped.
struct DockerExport: ExportWriter {
  private static let maximumLine = 65_535

  let title = "a dotenv file for Docker"

  func problem(_ entry: ExportEntry) -> String? {
    guard entry.hasVariableName else { return ExportEntry.noVariableName }
    guard entry.value.isText else { return ExportEntry.notText }
    if entry.value.contains(UInt8(ascii: "\n")) {
      return "has more than one line, which such a file cannot hold"
    }
    if entry.value.contains(0) { return "holds a zero byte, which no variable can hold" }
    if entry.value.last == UInt8(ascii: "\r") { return "ends in a return, which Docker drops" }
    guard entry.name.utf8.count + 1 + entry.value.count <= Self.maximumLine else {
      return "is longer than a line may be (64 kB)"
    }
    return nil
  }

  func write(_ entries: [ExportEntry], to document: inout SecretBuffer) {
    for entry in entries {
      document.append(contentsOf: "\(entry.name)=".utf8)
      document.append(contentsOf: entry.value)
      document.append(UInt8(ascii: "\n"))
    }
  }
}
