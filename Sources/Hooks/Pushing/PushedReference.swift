package import Git

/// A reference that a push creates, moves or deletes on the other side.
package struct PushedReference: Sendable, Equatable {
  /// Its name on the other side, `refs/heads/main`.
  package let name: String
  /// What it is to name; zero where it is deleted.
  package let new: ObjectID
  /// What it names there now; zero where it is new.
  package let old: ObjectID
  /// Its name here, where Git tells it: `refs/heads/main`, or whatever was typed.
  package let source: String?

  /// Reads what Git tells pre-push: `<local ref> <local id> <remote ref> <remote id>` on each line
  /// (githooks(5)).
  package static func parse(prePush input: [UInt8]) throws(HookError) -> [PushedReference] {
    try parse(input) { words in
      // The first may be an expression with blanks in it.
      words.count < 4
        ? nil : (words[words.count - 2], words[words.count - 3], words[words.count - 1])
    }
  }

  /// Reads what Git tells pre-receive: `<old id> <new id> <ref>` on each line (githooks(5)).
  package static func parse(preReceive input: [UInt8]) throws(HookError) -> [PushedReference] {
    try parse(input) { words in words.count == 3 ? (words[2], words[1], words[0]) : nil }
  }

  /// Makes it of the arguments that Git gives to update: `<ref> <old id> <new id>`.
  package init(update arguments: [String]) throws(HookError) {
    guard arguments.count == 3, let old = ObjectID(hex: arguments[1]),
      let new = ObjectID(hex: arguments[2])
    else { throw Self.unknown(GitPath(arguments.joined(separator: " "))) }
    self.init(name: arguments[0], new: new, old: old)
  }

  private init(name: String, new: ObjectID, old: ObjectID, source: String? = nil) {
    (self.name, self.new, self.old, self.source) = (name, new, old, source)
  }

  private typealias Words = [ArraySlice<UInt8>]

  private static func parse(
    _ input: [UInt8],
    _ parts: (Words) -> (ArraySlice<UInt8>, new: ArraySlice<UInt8>, old: ArraySlice<UInt8>)?
  ) throws(HookError) -> [PushedReference] {
    var references: [PushedReference] = []
    for line in input.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      guard let (name, new, old) = parts(words), let new = ObjectID(hexBytes: new),
        let old = ObjectID(hexBytes: old)
      else { throw unknown(GitPath(bytes: Array(line.prefix(200)))) }
      let text = String(decoding: name, as: UTF8.self)
      let source = words.count == 4 ? String(decoding: words[0], as: UTF8.self) : nil
      references.append(PushedReference(name: text, new: new, old: old, source: source))
    }
    return references
  }

  private static func unknown(_ line: GitPath) -> HookError {
    HookError(
      .git,
      "Git named a reference in a form that is not known: \(line).",
      hint: "This hook is run by Git; to look at what a push would bring: "
        + "git secrets-sync scan --range A..B"
    )
  }
}
