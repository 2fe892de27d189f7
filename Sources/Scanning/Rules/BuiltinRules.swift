/// The rules that come with the program.
package enum BuiltinRules {
  package static let all: [Rule] = []
}
