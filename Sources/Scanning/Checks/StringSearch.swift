extension String {
  /// Whether a text stands in this one, byte by byte.
  ///
  /// The one of the standard library compares characters, at some hundred times the price.
  func contains(_ other: String) -> Bool {
    var text = self
    var other = other
    return text.withUTF8 { text in
      other.withUTF8 { other in
        guard let first = unsafe other.first else { return true }
        guard text.count >= other.count else { return false }
        for start in 0...text.count - other.count where unsafe text[start] == first {
          var same = 1
          while same < other.count, unsafe text[start + same] == other[same] { same += 1 }
          if same == other.count { return true }
        }
        return false
      }
    }
  }
}

extension Substring {
  /// As for strings.
  func contains(_ other: String) -> Bool { String(self).contains(other) }
}
