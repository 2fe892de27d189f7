/// One look at one file: at its text, at what is encoded in it, and at what it holds as an archive.
struct Look {
  let scanner: Scanner
  /// The file's; it stands in fingerprints.
  let path: [UInt8]
  private(set) var result = ScanResult()

  /// So many times may what was decoded be decoded again.
  static let maximumDepth = 3
  /// How many more bytes may be decoded.
  private var decodingBudget = 0
  private var isDecodingLimited = false

  init(scanner: Scanner, path: [UInt8]) {
    self.scanner = scanner
    self.path = path
  }

  mutating func file(_ bytes: [UInt8]) {
    text(TextWindow(bytes), member: [])
  }

  /// The path that rules look at.
  func name(of member: [UInt8]) -> [UInt8] {
    member.isEmpty ? path : path + Array("!/".utf8) + member
  }

  mutating func unread(_ part: UnreadPart) {
    result.unread.append(part)
  }

  /// Looks at one part of a text, and at what is encoded in it.
  mutating func text(_ window: TextWindow, member: [UInt8]) {
    let name = name(of: member)
    let file = FileKind(path: name)
    decodingBudget = 4 * window.bytes.count + 1 << 20
    for text in ScannedText.texts(in: window.bytes, order: window.order) {
      let original = text.isConverted ? text.bytes : window.bytes
      var plain: [Finding] = []
      do throws(ScanError) {
        plain = try scanner.findings(in: text, of: original, name: name, file: file, path: path)
      } catch {
        unread(UnreadPart(member: member, message: error.message, hint: error.hint))
      }
      var layers = LayerSearch(text: text, original: original, name: name, file: file)
      layer(text.bytes, [], &layers, member: member)
      var findings = FindingMerge.merged(plain, layers.located())
      let before = text.isConverted ? window.convertedBefore : window.before
      if window.core != 0..<Int.max {
        let core =
          text.isConverted ? window.convertedCore(window.order ?? .little) : window.core
        findings.removeAll { !core.contains($0.range.lowerBound) }
      }
      for index in findings.indices {
        findings[index].member = member
        findings[index].move(behind: before)
      }
      result.findings += findings
    }
  }

  /// Decodes what is encoded in a text, which was decoded from others itself, and scans that.
  private mutating func layer(
    _ bytes: [UInt8],
    _ outer: [DecodedText],
    _ search: inout LayerSearch,
    member: [UInt8]
  ) {
    guard outer.count < Self.maximumDepth, decodingBudget >= 0 else { return }
    let decoded = LayerSearch.decode(bytes)
    for layer in decoded.texts where !layer.isEmpty {
      decodingBudget -= layer.bytes.count
      guard decodingBudget >= 0 else {
        // Every level would say so.
        guard !isDecodingLimited else { return }
        isDecodingLimited = true
        unread(
          UnreadPart(
            member: member,
            message: "there is too much encoded text within encoded text to decode all of it",
            hint: "look at this file by hand"
          )
        )
        return
      }
      let layers = outer + [layer]
      do throws(ScanError) {
        let findings = try scanner.findings(
          in: ScannedText(bytes: layer.bytes),
          of: layer.bytes,
          name: search.name,
          file: layer.isEscaped ? search.file : FileKind(path: []),
          path: path
        )
        search.add(findings, layers)
      } catch {
        unread(UnreadPart(member: member, message: error.message, hint: error.hint))
      }
      self.layer(layer.bytes, layers, &search, member: member)
    }
  }
}
