import CExpat

/// Reads XML with libexpat into a tree.
///
/// A document type is refused, and with it every entity but the five that XML has of itself: none
/// of these services sends one. Depth and number of elements are bounded; the transport bounds the
/// bytes. libexpat keeps copies of its input while it works, which are not wiped.
package enum XMLDocument {
  /// How deep elements may be in each other.
  static let maximumDepth = 32
  /// Well above a page of 1000 objects with all that S3 tells about them.
  static let maximumElements = 100_000

  /// Why there is no tree.
  package enum Failure: Error {
    /// A sentence part about the library.
    case libraryMissing(String)
    /// Not well-formed, or beyond the bounds, or with a document type.
    case malformed
  }

  /// What keeps libexpat from being used, or nil.
  package static var libraryFailure: String? {
    unsafe gss_expat_load().map { unsafe String(cString: $0) }
  }

  /// The root element; the text of elements named in `secrets` is kept as secrets.
  package static func parse(
    _ bytes: SecretBytes,
    secrets: [String] = []
  ) throws(Failure) -> XMLElement {
    if let libraryFailure { throw .libraryMissing(libraryFailure) }
    guard let count = Int32(exactly: bytes.count), let parser = unsafe XML_ParserCreate("UTF-8")
    else { throw .malformed }
    defer { unsafe XML_ParserFree(parser) }
    let builder = unsafe XMLTreeBuilder(parser, secrets: secrets)
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(builder).toOpaque())
    unsafe XML_SetElementHandler(
      parser,
      { context, name, _ in unsafe XMLTreeBuilder.of(context)?.start(name) },
      { context, _ in unsafe XMLTreeBuilder.of(context)?.end() }
    )
    unsafe XML_SetCharacterDataHandler(parser) { context, text, count in
      unsafe XMLTreeBuilder.of(context)?.append(text, Int(count))
    }
    unsafe XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      unsafe XMLTreeBuilder.of(context)?.refuse()
    }
    let status = unsafe bytes.withBytes { buffer in
      let text = unsafe buffer.bindMemory(to: CChar.self).baseAddress
      return unsafe XML_Parse(parser, text, count, 1)
    }
    guard status == XML_STATUS_OK, let root = builder.root else { throw .malformed }
    return root
  }
}

/// Takes the parser's calls and keeps the elements that are open.
@safe
private final class XMLTreeBuilder {
  private let parser: XML_Parser
  private let secrets: [String]
  private var open: [XMLElement] = []
  private var secret: SecretBuffer?
  private var count = 0
  private(set) var root: XMLElement?

  init(_ parser: XML_Parser, secrets: [String]) {
    unsafe self.parser = parser
    self.secrets = secrets
  }

  static func of(_ context: UnsafeMutableRawPointer?) -> XMLTreeBuilder? {
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<XMLTreeBuilder>.fromOpaque(context).takeUnretainedValue()
  }

  func start(_ name: UnsafePointer<XML_Char>?) {
    guard let name = unsafe name else { return refuse() }
    count += 1
    guard open.count < XMLDocument.maximumDepth, count <= XMLDocument.maximumElements else {
      return refuse()
    }
    open.append(XMLElement(name: unsafe String(cString: name)))
    secret = secrets.contains(open[open.count - 1].name) ? SecretBuffer() : nil
  }

  func append(_ text: UnsafePointer<XML_Char>?, _ count: Int) {
    guard !open.isEmpty else { return }
    let bytes = unsafe UnsafeRawBufferPointer(start: text, count: count)
    if secret != nil {
      unsafe secret?.append(contentsOf: bytes)
    } else {
      unsafe open[open.count - 1].text += String(decoding: bytes, as: UTF8.self)
    }
  }

  func end() {
    guard var element = open.popLast() else { return }
    element.secret = secret?.contents()
    secret = nil
    // The blanks between elements are layout.
    if !element.children.isEmpty { element.text = "" }
    if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
  }

  func refuse() {
    root = nil
    open = []
    _ = unsafe XML_StopParser(parser, XML_Bool(0))
  }
}
