extension SecretBytes {
  /// Lends the bytes to `body` as a span.
  package func withSpan<R, E: Error>(
    _ body: (Span<UInt8>) throws(E) -> R
  ) throws(E) -> R {
    unsafe try withBytes { (bytes) throws(E) in
      try body(unsafe bytes.bindMemory(to: UInt8.self).span)
    }
  }

  /// Whether the bytes are well-formed UTF-8.
  package var isText: Bool {
    withSpan { (try? UTF8Span(validating: $0)) != nil }
  }

  /// Gives each Unicode scalar of a text to `body`; none where the bytes are no UTF-8.
  package func forEachScalar<E: Error>(
    _ body: (Unicode.Scalar) throws(E) -> Void
  ) throws(E) {
    try withSpan { (bytes) throws(E) in
      guard let text = try? UTF8Span(validating: bytes) else { return }
      var scalars = text.makeUnicodeScalarIterator()
      while let scalar = scalars.next() { try body(scalar) }
    }
  }

  package var first: UInt8? { withSpan { $0.isEmpty ? nil : $0[0] } }
  package var last: UInt8? { withSpan { $0.isEmpty ? nil : $0[$0.count - 1] } }

  /// All bytes but the last.
  package var withoutLast: SecretBytes { part(0..<max(0, count - 1)) }

  /// A copy of the bytes in `range`, which must be within these.
  package func part(_ range: Range<Int>) -> SecretBytes {
    unsafe withBytes { unsafe SecretBytes(copying: UnsafeRawBufferPointer(rebasing: $0[range])) }
  }
}
