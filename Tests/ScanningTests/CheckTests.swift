import Scanning
import Testing

@Suite struct CheckTests {
  private func passes(_ check: Check, _ value: String) throws -> Bool {
    let any = rule(
      keywords: ["key="],
      pattern: "(?s)key=(?<secret>.+)",
      boundary: .none,
      checks: [check]
    )
    return try !scanner(any).scan("key=" + value).isEmpty
  }

  @Test func crc32() throws {
    // CRC-32 of the nine digits is 0xCBF43926 by its published check value: 3rMpDo in base62.
    #expect(try passes(.crc32Base62(skipping: 4), "tok_123456789" + "3jQCZy") == false)
    #expect(try passes(.crc32Base62(skipping: 0), "12345") == false)
    #expect(try passes(.crc32Base62(skipping: 4), "tok_123456789" + base62(0xCBF4_3926)))
  }

  private func base62(_ number: Int) -> String {
    let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    var rest = number
    var result = ""
    for _ in 0..<6 {
      result = String(digits[rest % 62]) + result
      rest /= 62
    }
    return result
  }

  @Test func jwt() throws {
    // {"alg":"HS256"} and ["alg"]
    #expect(try passes(.jwt, "eyJhbGciOiJI" + "UzI1NiJ9.e30.c2ln"))
    #expect(try passes(.jwt, "WyJhbGciXQ.e30.c2ln") == false)
    #expect(try passes(.jwt, "eyJhbGciOiJI" + "UzI1NiJ9") == false)
  }

  @Test func base64() throws {
    #expect(try passes(.base64(decodedLength: 4...4), "3q2+7w=="))
    #expect(try passes(.base64(decodedLength: 4...4), "3q2-7w"))
    #expect(try passes(.base64(decodedLength: 5...9), "3q2-7w") == false)
    #expect(try passes(.base64(decodedLength: 1...9), "3q2-7w=x") == false)
    #expect(try passes(.base64(decodedLength: 1...9), "3q2-7") == false)
  }

  @Test(arguments: ["\n", "\\n", "\r\n", "\\\\n", "\",\n  \"", " "])
  func privateKeyBody(newline: String) throws {
    var random = SeededGenerator(seed: 7)
    let lines = (0..<4).map { _ in random.string(of: TestAlphabet.base64, length: 64) }
    let head = "-----BEGIN RSA " + "PRIVATE KEY-----"
    let tail = "-----END RSA " + "PRIVATE KEY-----"
    let block = ([head] + lines + [tail]).joined(separator: newline)
    #expect(try passes(.pemPrivateKey, block))
    let encrypted =
      [head, "Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC,00", ""] + lines + [tail]
    #expect(try passes(.pemPrivateKey, encrypted.joined(separator: newline)))
    #expect(try passes(.pemPrivateKey, [head, "...", tail].joined(separator: newline)) == false)
    let code =
      " + x)\n  return load(text)  # a private key is what this function reads from the file"
    #expect(try passes(.pemPrivateKey, [head, code, tail].joined(separator: newline)) == false)
    let dull = String(repeating: "A", count: 200)
    #expect(try passes(.pemPrivateKey, [head, dull, tail].joined(separator: newline)) == false)
  }

  @Test func classesAndWords() throws {
    #expect(try passes(.contains([.digit, .lowercase]), "abc1"))
    #expect(try passes(.contains([.digit, .uppercase]), "abc1") == false)
    #expect(try passes(.excludes(["test"]), "myTESTkey") == false)
    #expect(try passes(.excludes(["test"]), "mykey"))
    #expect(try passes(.length(3...4), "abcde") == false)
    #expect(try passes(.minimumEntropy(1.9), "abcd"))
    #expect(try passes(.minimumEntropy(2.1), "abcd") == false)
  }
}
