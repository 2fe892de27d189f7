/// The names of Kubernetes objects such as Secrets: a DNS subdomain
/// (kubernetes.io/docs/concepts/overview/working-with-objects/names, RFC 1123).
enum KubernetesName {
  /// Characters.
  static let longest = 253

  static func isValid(_ name: String) -> Bool {
    func isLetterOrDigit(_ byte: UInt8?) -> Bool {
      guard let byte else { return false }
      return 0x61...0x7A ~= byte || 0x30...0x39 ~= byte
    }
    let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return name.utf8.count <= longest
      && parts.allSatisfy { part in
        isLetterOrDigit(part.first) && isLetterOrDigit(part.last)
          && part.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
      }
  }
}
