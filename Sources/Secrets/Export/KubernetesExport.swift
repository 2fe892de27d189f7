import AWS

/// The manifest of a Kubernetes Secret (v1, Opaque); values in base 64, so that any bytes can be one.
struct KubernetesExport: ExportWriter {
  /// The limit of the API server for the data of a Secret, in bytes.
  private static let maximumBytes = 1 << 20

  let name: String

  let title = "a Kubernetes Secret"

  func problem(_ entry: ExportEntry) -> String? {
    let isKey =
      (1...253).contains(entry.name.utf8.count) && entry.name != "." && !entry.name.hasPrefix("..")
      && entry.name.utf8.allSatisfy { ExportName.isLetterOrDigit($0) || "-._".utf8.contains($0) }
    return isKey ? nil : "gives a key that a Secret may not have (letters, digits, “-”, “_”, “.”)"
  }

  func problem(_ entries: [ExportEntry]) -> String? {
    let bytes = entries.reduce(0) { $0 + $1.value.count }
    guard bytes <= Self.maximumBytes else {
      return "have \(bytes) bytes together; a Secret holds \(Self.maximumBytes)"
    }
    return nil
  }

  func write(_ entries: [ExportEntry], to document: inout SecretBuffer) {
    document.append(
      contentsOf: """
        apiVersion: v1
        kind: Secret
        metadata:
          name: \(name)
        type: Opaque
        data:\(entries.isEmpty ? " {}" : "")

        """.utf8
    )
    for entry in entries {
      document.append(contentsOf: "  \"\(entry.name)\": ".utf8)
      document.append(base64: entry.value)
      document.append(UInt8(ascii: "\n"))
    }
  }
}
