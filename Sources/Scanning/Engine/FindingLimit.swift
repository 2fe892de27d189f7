/// How many findings of one file are listed, with all that is encoded and packed in it.
///
/// A finding takes a thousand times the memory and time of a byte, and nobody reads thousands of
/// one file. What is above the limit is counted, and makes the scan of the file incomplete.
final class FindingLimit {
  let most: Int
  private var listed = 0
  /// Findings, and places that look like some, that are not listed.
  var unlisted = 0

  init(_ most: Int) { self.most = most }

  /// Says how many of so many findings may be listed; counts the others.
  func list(_ count: Int) -> Int {
    let allowed = min(count, most - listed)
    listed += allowed
    unlisted += count - allowed
    return allowed
  }

  /// What to say about the file.
  var part: UnreadPart? {
    guard unlisted > 0 else { return nil }
    return UnreadPart(
      cause: .limit,
      message: "it is full of findings: the first \(listed) are listed, and not "
        + "\(unlisted) more places that look like some",
      hint: "look at this file by hand"
    )
  }
}
