#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The colours that the program uses, by their meaning.
package enum Paint: String, Sendable {
  case red = "31"
  case green = "32"
  case yellow = "33"
  case cyan = "36"
  case bold = "1"
  case dim = "2"
}

/// How to write to one stream: whether in colour, and how wide.
package struct Terminal: Sendable {
  package let colored: Bool
  /// Columns; nil when the stream is not a terminal and lines may be as long as they are.
  package let width: Int?

  package init(colored: Bool, width: Int?) {
    self.colored = colored
    self.width = width
  }

  /// `--color` decides; then `NO_COLOR` (no-color.org), `CLICOLOR_FORCE`, and whether it is a terminal.
  init(_ output: Output, color: ColorChoice, environment: [String: String]) {
    func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } ?? false }
    switch color {
    case .always: colored = true
    case .never: colored = false
    case .auto:
      if isSet("NO_COLOR") {
        colored = false
      } else if isSet("CLICOLOR_FORCE"), environment["CLICOLOR_FORCE"] != "0" {
        colored = true
      } else {
        colored = output.isTerminal && environment["TERM"] != "dumb"
      }
    }
    width = output.isTerminal ? Self.columns(of: output.descriptor) : nil
  }

  package func paint(_ text: String, _ paint: Paint) -> String {
    colored ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
  }

  private static func columns(of descriptor: Int32) -> Int {
    var size = winsize()
    let request = UInt(TIOCGWINSZ)
    guard unsafe ioctl(descriptor, request, &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
