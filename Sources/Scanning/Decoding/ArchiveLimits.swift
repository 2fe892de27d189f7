/// How far an archive is unpacked before the scan gives up on it, and says so.
package struct ArchiveLimits: Sendable {
  /// Archives in archives, the outermost counted.
  package var depth = 3
  /// The bytes unpacked from one file, of all levels together.
  package var bytes = 1 << 30
  /// The members of one file, of all levels together.
  package var members = 200_000
  /// Once `ratioFrom` bytes came out of an archive: at most so many for each byte that went in.
  package var ratio = 250
  package var ratioFrom = 32 << 20
  /// An archive in an archive that has to be read out of order is held in memory, up to so many
  /// bytes.
  package var inMemory = 128 << 20

  package init() {}
}

/// What unpacking one file has used up, at all levels.
final class UnpackingBudget {
  let limits: ArchiveLimits
  private(set) var bytes = 0
  private(set) var members = 0
  /// Which limit was reached, as a sentence.
  private(set) var exceeded: String?

  init(_ limits: ArchiveLimits) {
    self.limits = limits
  }

  /// Counts a member; false when there are too many.
  func countMember() -> Bool {
    members += 1
    if members > limits.members { exceeded = "it holds more than \(limits.members) files" }
    return exceeded == nil
  }

  /// Counts bytes; false when there are too many.
  func count(_ unpacked: Int, ofThisArchive: Int, from consumed: Int) -> Bool {
    bytes += unpacked
    if bytes > limits.bytes {
      exceeded = "more than \(limits.bytes >> 20) MB come out of it"
    } else if ofThisArchive > limits.ratioFrom,
      ofThisArchive / max(consumed, 1) > limits.ratio
    {
      exceeded = "more than \(limits.ratio) times its size comes out of it"
    }
    return exceeded == nil
  }
}
