import AWS
import Testing

@Suite struct SecretBytesTests {
  @Test func noDescriptionShowsTheBytes() {
    let secret = SecretBytes(utf8: "hunter2")
    struct Holder {
      let secret: SecretBytes
    }
    var dumped = ""
    dump(Holder(secret: secret), to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), "\(Holder(secret: secret))", dumped] {
      #expect(text.contains("redacted") || !text.contains("secret: "))
      #expect(!text.contains("hunter2"))
      // The bytes as numbers.
      #expect(!text.contains("104, 117"))
    }
  }

  @Test func comparesByContent() {
    #expect(SecretBytes(utf8: "a") == SecretBytes([97]))
    #expect(SecretBytes(utf8: "a") != SecretBytes(utf8: "b"))
    #expect(SecretBytes(utf8: "a") != SecretBytes(utf8: "ab"))
    #expect(SecretBytes([]) == SecretBytes(utf8: ""))
  }

  @Test(arguments: [0, 1, 4_095, 4_096, 4_097, 65_536])
  func keepsEveryByte(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    #expect(SecretBytes(bytes).exposed() == bytes)
  }
}

@Suite struct SealingTests {
  private let key = SecretBytes(Crypto.randomBytes(32))

  @Test(arguments: [0, 1, 1_000_000])
  func opensWhatItSealed(count: Int) throws {
    let plain = SecretBytes(Crypto.randomBytes(count))
    let sealed = try Crypto.aes256GCMSeal(
      plaintext: plain,
      key: key,
      additionalData: Array("v1".utf8)
    )
    #expect(sealed.count == count + Crypto.nonceLength + Crypto.tagLength)
    let opened = try Crypto.aes256GCMOpen(sealed, key: key, additionalData: Array("v1".utf8))
    #expect(opened == plain)
  }

  @Test func anyChangedByteIsNoticed() throws {
    let sealed = try Crypto.aes256GCMSeal(
      plaintext: SecretBytes(utf8: "value"),
      key: key,
      additionalData: [1]
    )
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      #expect(throws: CryptoError.notAuthentic) {
        try Crypto.aes256GCMOpen(changed, key: key, additionalData: [1])
      }
    }
    #expect(throws: CryptoError.notAuthentic) {
      try Crypto.aes256GCMOpen(sealed, key: key, additionalData: [2])
    }
    #expect(throws: CryptoError.notAuthentic) {
      try Crypto.aes256GCMOpen(
        sealed,
        key: SecretBytes(Crypto.randomBytes(32)),
        additionalData: [1]
      )
    }
    for length in [0, 11, 27] {
      #expect(throws: CryptoError.notAuthentic) {
        try Crypto.aes256GCMOpen(Array(sealed.prefix(length)), key: key, additionalData: [1])
      }
    }
  }

  @Test func aShortKeyIsRefused() {
    #expect(throws: CryptoError.wrongKeyLength) {
      try Crypto.aes256GCMSeal(
        plaintext: SecretBytes([1]),
        key: SecretBytes([1, 2]),
        additionalData: []
      )
    }
  }

  @Test func sealingTwiceLooksDifferent() throws {
    let plain = SecretBytes(utf8: "same")
    let first = try Crypto.aes256GCMSeal(plaintext: plain, key: key, additionalData: [])
    let second = try Crypto.aes256GCMSeal(plaintext: plain, key: key, additionalData: [])
    #expect(first != second)
  }
}

@Suite struct CryptoTests {
  /// RFC 4231, test case 2.
  @Test func hmac() {
    let code = Crypto.hmacSHA256(
      key: Array("Jefe".utf8),
      Array("what do ya want for nothing?".utf8)
    )
    #expect(
      Crypto.hex(code) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
  }

  @Test func anEmptyKeyIsItsOwnKey() {
    _ = Crypto.hmacSHA256(key: [1, 2, 3], [])
    #expect(
      Crypto.hex(Crypto.hmacSHA256(key: [], []))
        == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
    )
  }

  /// RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func base64(plain: String, encoded: String) {
    #expect(Crypto.base64(Array(plain.utf8)) == encoded)
    #expect(Crypto.base64Decode(encoded) == Array(plain.utf8))
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z g==", "Zg==Zg==", "====", "Zm9v\n", "=Zg=", "Zm8=Zm8=",
  ])
  func base64IsStrict(text: String) {
    #expect(Crypto.base64Decode(text) == nil)
  }

  @Test func uuidsAreOfVersion4() {
    let uuid = Crypto.uuid()
    let parts = uuid.split(separator: "-")
    #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
    #expect(parts[2].first == "4")
    #expect("89ab".contains(parts[3].first ?? "x"))
    #expect(uuid != Crypto.uuid())
  }

  @Test func hexGoesBothWays() {
    let bytes = (0...255).map { UInt8($0) }
    #expect(Crypto.bytes(hex: Crypto.hex(bytes)) == bytes)
    #expect(Crypto.bytes(hex: "0g") == nil)
    #expect(Crypto.bytes(hex: "abc") == nil)
  }
}
