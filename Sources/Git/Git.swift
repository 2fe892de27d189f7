import CLibgit2

package enum GitPlaceholder { package static func probe() -> Bool { unsafe gss_git2_load() == nil } }
