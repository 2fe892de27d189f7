/// A text that was looked at, and what there is in it.
///
/// Of a text that is made from it only the parts that are new need a look, and what was read for
/// keywords is not read again: ``Scanner/look(at:madeFrom:_:)``.
package struct KnownText: Sendable {
  /// In bytes.
  let count: Int
  /// In ascending order of their places.
  let hits: [KeywordHit]
  /// All of them, also those that become no findings, save the values that `UnnamedSearch` finds.
  let candidates: [Candidate]
  /// Whether there are such values: they count where there are few of them in all of the text.
  let holdsUnnamed: Bool
  /// Whether something stands in it in base64 or hexadecimal.
  let holdsSymbols: Bool
}

/// Where a keyword starts, and which rule wants it; or `Scanner.forNames`.
///
/// Large texts have many, and each version has its own: small ones are copied faster.
struct KeywordHit: Sendable {
  private let place: UInt32
  let owner: UInt16

  /// The start must be less than `limit`.
  init(start: Int, owner: UInt16) {
    place = UInt32(start)
    self.owner = owner
  }

  static let limit = Int(UInt32.max)

  var start: Int { Int(place) }
}

/// So many bytes of a text that stand at `start`, and in the text that it is made from at `source`.
package struct TextPiece: Sendable {
  package let source: Int
  package let start: Int
  package let count: Int

  package init(source: Int, start: Int, count: Int) {
    self.source = source
    self.start = start
    self.count = count
  }

  var range: Range<Int> { start..<start + count }
}

/// What a look notes beside what it finds.
struct LookNotes {
  /// Whether there is more to the text itself than keywords and candidates tell: something was not
  /// read, or what counts depends on all of the text.
  var isPartlyUnknown = false
  /// As in `KnownText`.
  var holdsUnnamed = false
  /// As in `KnownText`.
  var holdsSymbols = false
  /// Why a rule was not tried to the end, of the first one.
  var failure: ScanError?
  /// The candidates of the text itself, where they are wanted.
  var candidates: [Candidate] = []
  /// The keywords of the text itself, where they are wanted.
  var hits: [KeywordHit]?
}
