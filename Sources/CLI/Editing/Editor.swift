#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The user's editor, told to keep nothing of the file.
struct Editor {
  /// As the variable has it: a command line of a shell.
  let command: String
  /// What is put between the command and the file.
  let options: [String]
  /// Whether it is known how to have it keep nothing.
  let isKnown: Bool
  /// Whether it draws on the screen: what it shows of the file goes wherever the output does.
  let isFullScreen: Bool

  /// `$VISUAL`, then `$EDITOR`, then `vi`, as programs of POSIX do.
  init(_ environment: [String: String]) {
    let named = ["VISUAL", "EDITOR"].compactMap { environment[$0] }.first { !$0.isEmpty }
    command = named ?? "vi"
    let word = command.split(separator: " ").first.map(String.init) ?? ""
    let name = Self.name(of: word, environment["PATH"])
    let options = Self.options[name]
    self.options = options ?? []
    isKnown = options != nil
    let last = word.split(separator: "/").last.map(String.init) ?? ""
    isFullScreen = Self.fullScreen.contains(name) || Self.fullScreen.contains(last)
  }

  /// Those that draw also where the output is no terminal, or may.
  ///
  /// Emacs and graphical ones do not.
  private static let fullScreen = [
    "vi", "vim", "nvim", "nvi", "elvis", "vile", "busybox", "nano", "pico", "micro", "joe", "jed",
    "ne", "mcedit", "hx", "helix", "kak",
  ]

  /// Refuses an editor that would write the value into a pipe or a log.
  func check(_ world: World) throws {
    guard isFullScreen, !world.output.isTerminal || !world.inputIsTerminal else { return }
    throw Failure.usage(
      "“\(visible(command))” needs a terminal: what it draws, the value included, would go into a "
        + "pipe or a log.",
      hint:
        "`git secrets-sync update REF` takes a value from a file or a pipe; $VISUAL or $EDITOR may "
        + "also name a program that changes the file by itself."
    )
  }

  /// What a name such as `vi` or `editor` stands for here: `vim` for `/usr/bin/vim.basic`.
  private static func name(of word: String, _ path: String?) -> String {
    var file = ProgramStart.locate(word, path) ?? word
    if let real = unsafe realpath(file, nil) {
      file = unsafe String(cString: real)
      unsafe free(real)
    }
    let name = file.split(separator: "/").last ?? ""
    return String(name.prefix { $0 != "." && $0 != "-" })
  }

  /// No swap file (`-n`), no history (`-i NONE`), and at each reading and writing, so whatever the user's
  /// own settings say: no undo file, no backup, no modeline (a value is nothing that steers an
  /// editor), no newline added.
  private static let vim = [
    "-n", "-i", "NONE", "--cmd",
    "autocmd BufReadPre,BufReadPost,BufWritePre * set noswapfile noundofile nobackup nowritebackup "
      + "nomodeline nofixendofline",
  ]

  private static let emacs = [
    "--eval",
    "(setq make-backup-files nil auto-save-default nil auto-save-list-file-prefix nil "
      + "create-lockfiles nil)",
  ]

  private static let options: [String: [String]] = [
    "vim": vim, "nvim": vim, "gvim": vim + ["-f"],
    "emacs": emacs,
    "nano": ["--ignorercfiles"], "pico": [],
    "micro": ["-backup", "false", "-savehistory", "false"],
    // These keep nothing by themselves.
    "ed": [], "true": [], "cat": [],
  ]
}
