import CPCRE2

package enum ScanningPlaceholder {}
