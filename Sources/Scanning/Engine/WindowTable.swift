/// The windows of the rules whose keyword stands in a text.
///
/// There are many rules, and few of them have something to look at in one text.
struct WindowTable {
  private let kinds: [Rule.Window]
  /// For each rule one more than its index in `windows`; empty until there is a window.
  private var slots: [UInt16] = []
  private var rules: [Int] = []
  private var windows: [Windows] = []

  /// Takes what each rule wants to see around its keywords.
  init(rules kinds: [Rule.Window]) { self.kinds = kinds }

  @inline(__always)
  mutating func add(rule: Int, at start: Int, in text: UnsafeBufferPointer<UInt8>) {
    if slots.isEmpty { slots = [UInt16](repeating: 0, count: kinds.count) }
    var slot = Int(slots[rule])
    if slot == 0 {
      rules.append(rule)
      windows.append(Windows())
      slot = windows.count
      slots[rule] = UInt16(slot)
    }
    unsafe windows[slot - 1].add(kinds[rule], at: start, in: text)
  }

  /// Whether there is a place where matches of a rule may start.
  func holds(_ rule: Int) -> Bool { !slots.isEmpty && slots[rule] != 0 }

  /// The rules in ascending order, with where their matches may start.
  func inOrder() -> [(rule: Int, windows: Windows)] {
    zip(rules, windows).sorted { $0.0 < $1.0 }.map { (rule: $0, windows: $1) }
  }
}
