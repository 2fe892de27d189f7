import CLI
import Testing

@Suite struct CLITests {
  @Test func builds() {}
}
