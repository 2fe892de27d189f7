/// What the names in a text say, remembered for those that come again, as they do in most texts.
@safe struct KnownNames {
  private struct Slot {
    var start = 0
    var count = 0
    var kind = SecretName.Kind.none
  }

  private let text: UnsafeBufferPointer<UInt8>
  private var slots: [Slot] = []

  private static let size = 64

  init(_ text: UnsafeBufferPointer<UInt8>) {
    unsafe self.text = text
  }

  /// As `SecretName.kind(of:)`.
  mutating func kind(of name: Range<Int>) -> SecretName.Kind {
    if slots.isEmpty { slots = [Slot](repeating: Slot(), count: Self.size) }
    // FNV-1a.
    var hash: UInt32 = 2_166_136_261
    for at in name { hash = unsafe (hash ^ UInt32(text[at])) &* 16_777_619 }
    let place = Int(hash >> 16) % Self.size
    let slot = slots[place]
    if slot.count == name.count, !name.isEmpty, isSame(slot.start, name) { return slot.kind }
    let kind = unsafe SecretName.kind(of: UnsafeBufferPointer(rebasing: text[name]))
    slots[place] = Slot(start: name.lowerBound, count: name.count, kind: kind)
    return kind
  }

  private func isSame(_ start: Int, _ name: Range<Int>) -> Bool {
    for offset in 0..<name.count
    where unsafe text[start + offset] != text[name.lowerBound + offset] { return false }
    return true
  }
}
