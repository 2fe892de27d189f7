package import Git

/// What was checked before commits were made, so that a push looks only at the rest.
///
/// A text file in the Git directory that all working trees share: one line for each check, with its
/// fields between tabs: the time, the hash of the rules, `checked` or `skipped`, why it was skipped,
/// and the blobs. Behind a blob's id stands the kind of file as which it was looked at (in
/// hexadecimal, `Scanner.kind(ofPath:)`), and `!` where something in it was judged, so that it has
/// to be judged again. A line that is cut short counts for nothing.
package struct Receipts: Sendable {
  /// One blob of a check.
  package struct Blob: Sendable, Hashable {
    package let id: ObjectID
    package let kind: Int32

    package init(id: ObjectID, kind: Int32) {
      self.id = id
      self.kind = kind
    }
  }

  /// The check that says that nothing has to be looked at again.
  private let clean: Set<Blob>
  /// Looked at by the hook, by whatever rules.
  private let seen: Set<ObjectID>
  /// Committed without a check, and why.
  private let skipped: [ObjectID: String]

  /// No receipts.
  package init() {
    clean = []
    seen = []
    skipped = [:]
  }

  /// Reads the receipts of a repository; none where there is no such file.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - rules: the hash of the rules that count now.
  /// - Throws: `io` for a file that cannot be read.
  package init(reading file: String, rules: String) throws(HookError) {
    var clean: Set<Blob> = []
    var seen: Set<ObjectID> = []
    var skipped: [ObjectID: String] = [:]
    let bytes: [UInt8]
    do throws(GitError) {
      bytes = try Files.readIfPresent(file) ?? []
    } catch {
      throw HookError(error)
    }
    let wanted = Array(rules.utf8)
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      // The last field ends with a full stop, so that a line that is cut short is seen.
      guard fields.count == 5, fields[4].last == UInt8(ascii: ".") else { continue }
      let areRules = fields[1].elementsEqual(wanted)
      let isSkipped = fields[2].elementsEqual("skipped".utf8)
      for word in fields[4].dropLast().split(separator: UInt8(ascii: " ")) {
        let parts = word.split(separator: UInt8(ascii: ":"))
        guard let first = parts.first, let id = ObjectID(hexBytes: first) else { continue }
        if isSkipped {
          skipped[id] = String(decoding: fields[3], as: UTF8.self)
          continue
        }
        seen.insert(id)
        guard areRules, parts.count == 2, parts[1].last != UInt8(ascii: "!"),
          let kind = UInt32(String(decoding: parts[1], as: UTF8.self), radix: 16)
        else { continue }
        clean.insert(Blob(id: id, kind: Int32(bitPattern: kind)))
      }
    }
    (self.clean, self.seen, self.skipped) = (clean, seen, skipped)
  }

  /// Whether a blob was looked at as such a file, by these rules, and nothing was in it.
  package func covers(_ blob: Blob) -> Bool { clean.contains(blob) }

  /// Whether the hook looked at a blob.
  package func hasSeen(_ id: ObjectID) -> Bool { seen.contains(id) }

  /// Why a blob was committed without a check; nil where nobody knows of that.
  package func reasonForSkipping(_ id: ObjectID) -> String? { skipped[id] }
}

extension Receipts {
  /// Beyond so many bytes the older half goes.
  private static let limit = 8 << 20

  /// The file, below the Git directory that all working trees share.
  package static func file(in commonDirectory: String) -> String {
    commonDirectory + "/secrets-sync/receipts"
  }

  /// Adds what a check looked at.
  ///
  /// - Parameters:
  ///   - clean: blobs in which nothing was, and all of which was read.
  ///   - judged: blobs in which something is allowed, or was there before.
  ///   - rules: the hash of the rules.
  ///   - day: in UTC, `2026-11-23`.
  ///   - file: see ``file(in:)``.
  /// - Throws: `io`; a line that is cut short may be left, which counts for nothing.
  package static func add(
    clean: [Blob],
    judged: [ObjectID] = [],
    rules: String,
    day: String,
    to file: String
  ) throws(HookError) {
    if clean.isEmpty, judged.isEmpty { return }
    let words =
      clean.map { "\($0.id):\(String(UInt32(bitPattern: $0.kind), radix: 16))" }
      + judged.map { "\($0):0!" }
    try add([day, rules, "checked", "", words.joined(separator: " ") + "."], to: file)
  }

  /// Adds what is committed without a check, and why.
  package static func add(
    skipped ids: [ObjectID],
    reason: String,
    day: String,
    to file: String
  ) throws(HookError) {
    if ids.isEmpty { return }
    let reason = String(
      decoding: reason.utf8.map { $0 < 0x20 ? UInt8(ascii: " ") : $0 },
      as: UTF8.self
    )
    let words = ids.map(\.hex).joined(separator: " ")
    try add([day, "", "skipped", reason, words + "."], to: file)
  }

  private static func add(_ fields: [String], to file: String) throws(HookError) {
    do throws(GitError) {
      try Files.append(Array((fields.joined(separator: "\t") + "\n").utf8), to: file)
    } catch {
      throw HookError(error)
    }
  }

  /// Takes the older half away where there are too many.
  package static func tidy(_ file: String) throws(HookError) {
    do throws(GitError) {
      guard let bytes = try Files.readIfPresent(file), bytes.count > limit else { return }
      let half = bytes[(bytes.count / 2)...]
      let start = half.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.endIndex
      try Files.atomicWrite(Array(bytes[start...]), to: file, mode: 0o600)
    } catch {
      throw HookError(error)
    }
  }
}
