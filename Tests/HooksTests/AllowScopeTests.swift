import Git
import Hooks
import Testing

/// Where an entry holds: no wider than it reads.
@Suite struct AllowScopeTests {
  private func covers(_ pattern: String, _ path: String) -> Bool? {
    AllowScope(Array(pattern.utf8)).map { $0.covers(GitPath(path)) }
  }

  @Test(arguments: [
    ("a.py", "a.py"), ("/a.py", "a.py"), ("tests/", "tests/a.py"), ("tests/", "tests/b/a.py"),
    ("tests/**", "tests/b/a.py"), ("**/a.py", "a.py"), ("**/a.py", "x/y/a.py"),
    ("docs/**/*.md", "docs/a.md"), ("docs/**/*.md", "docs/a/b/c.md"), ("*.py", "a.py"),
    ("a?c/[xy]", "abc/y"), ("a\\*b", "a*b"),
  ])
  func covers(pattern: String, path: String) {
    #expect(covers(pattern, path) == true)
  }

  @Test(arguments: [
    ("a.py", "x/a.py"), ("*.py", "x/a.py"), ("tests", "tests/a.py"), ("tests/", "tests"),
    ("tests/**", "tests"), ("a.py", "A.py"), ("docs/*.md", "docs/a/b.md"), ("a\\*b", "axb"),
    ("tests/**", "x/tests/a"),
  ])
  func doesNotCover(pattern: String, path: String) {
    #expect(covers(pattern, path) == false)
  }

  @Test(arguments: ["", "/", "a//b", "../a", "./a", "[a", "a\\"])
  func whatMatchesNothingIsRefused(pattern: String) {
    #expect(AllowScope(Array(pattern.utf8)) == nil)
  }

  @Test(arguments: ["a.py", "x/y.py", "a*b", "[x]", "q?", "back\\slash", "**/x"])
  func exactlyOnePath(path: String) {
    let scope = AllowScope(exactly: GitPath(path))
    #expect(scope.covers(GitPath(path)))
    #expect(!scope.covers(GitPath("z/" + path)))
    #expect(!scope.covers(GitPath("x")) || path == "x")
  }
}
