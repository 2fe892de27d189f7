/// Secrets that everybody knows, because documentation shows them.
enum PublishedExample {
  /// A part of the value, lower-case, and whose it is; a part, so that no file holds the whole.
  ///
  /// Those with a word such as `EXAMPLE` in them are masks as well, and stay under the threshold.
  private static let parts: [(part: String, whose: String)] = [
    ("iosfodnn7example", "AWS's documentation"),
    ("i44qh8dhbexample", "AWS's documentation"),
    ("k7mdeng/bpxrficy", "AWS's documentation"),
    ("je7mtgbclwbf/2zk/h3yco8n", "AWS's documentation"),
    // {"sub":"1234567890","name":"John D
    ("eyjzdwiioiixmjm0nty3odkwiiwibmftzsi6ikpvag4g", "jwt.io"),
    ("sflkxwrjsmekkf2qt4fwpmej", "jwt.io"),
    ("4ec39hqlyjwdarjtt1", "Stripe's documentation"),
    ("bqokikjovbii2hlwgh4o", "Stripe's documentation"),
    ("eby8vdm02xnocqflquwjpllmetlcdxj1ouzft50", "the Azure storage emulator"),
    ("c2y6yddjf5/r+ob0n8a7cgv30vr", "the Azure Cosmos DB emulator"),
    ("16c7e42f292c6912e7710c838347", "GitHub's documentation"),
    ("ngevfqfyqlku0ufo8x5d1a", "SendGrid's documentation"),
  ]

  private static let index = WordSet(parts.map(\.part))

  /// Whose example a value is.
  static func owner(of value: UnsafeBufferPointer<UInt8>) -> String? {
    guard unsafe index.standsIn(value) else { return nil }
    return parts.first { unsafe ByteSearch.contains($0.part, in: value) }?.whose
  }
}
