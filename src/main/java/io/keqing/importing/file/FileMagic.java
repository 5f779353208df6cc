package io.keqing.importing.file;

import java.util.List;

/// Bytes by which a kind of file is known that is not read: what it is, and the way out.
///
/// @param at where the bytes stand
/// @param bytes each as one character
/// @param kind what it is and what to do
record FileMagic(int at, String bytes, String kind) {
    private static final int LOOKED_AT = 512;
    static final String EXPORT = "; export the table as .xlsx or .csv where the file comes from";
    static final String OPEN = "; open it in a spreadsheet program and save it as .xlsx or .csv";
    static final String UNPACK = "; unpack it, or pack it as .zip or .gz";
    static final String PICTURE = "a picture" + EXPORT;
    private static final String FILM = "a recording of sound or film and holds no table";
    static final String LOTUS = "a sheet of Lotus 1-2-3, Quattro Pro or Symphony" + OPEN;
    static final String PROGRAM = "a program and holds no table";
    static final List<FileMagic> REFUSED = List.of(
            new FileMagic(0, "%PDF", "a PDF document" + EXPORT + ", for a PDF has letters and no cells"),
            new FileMagic(0, "%!PS", "a PostScript document" + EXPORT),
            new FileMagic(0, "{\\rtf", "an RTF document" + EXPORT),
            new FileMagic(0, "Rar!", "a RAR archive" + UNPACK),
            new FileMagic(0, "7z\u00BC\u00AF'\u001C", "a 7z archive" + UNPACK),
            new FileMagic(0, "\u00FD7zXZ", "packed as .xz" + UNPACK),
            new FileMagic(0, "(\u00B5/\u00FD", "packed as .zst" + UNPACK),
            new FileMagic(0, "BZh", "packed as .bz2" + UNPACK),
            new FileMagic(0, "\u0004\"M\u0018", "packed as .lz4" + UNPACK),
            new FileMagic(0, "\u001F\u009D", "packed as .Z" + UNPACK),
            new FileMagic(0, "LZIP", "packed as .lz" + UNPACK),
            new FileMagic(0, "MSCF\0\0\0\0", "a cabinet archive" + UNPACK),
            new FileMagic(257, "ustar", "a tar archive" + UNPACK),
            new FileMagic(0, "\u0089PNG", PICTURE),
            new FileMagic(0, "\u00FF\u00D8\u00FF", PICTURE),
            new FileMagic(0, "GIF8", PICTURE),
            new FileMagic(0, "II*\0", PICTURE),
            new FileMagic(0, "MM\0*", PICTURE),
            new FileMagic(0, "8BPS", PICTURE),
            new FileMagic(8, "WEBPVP8", PICTURE),
            new FileMagic(4, "ftyphei", PICTURE),
            new FileMagic(4, "ftypavif", PICTURE),
            new FileMagic(0, "\0\0\u0001\0\u0001\0", PICTURE),
            new FileMagic(4, "ftyp", FILM),
            new FileMagic(0, "ID3", FILM),
            new FileMagic(0, "OggS", FILM),
            new FileMagic(8, "WAVE", FILM),
            new FileMagic(8, "AVI ", FILM),
            new FileMagic(0, "\u001AE\u00DF\u00A3", FILM),
            new FileMagic(0, "\0\0\u0002\0", LOTUS),
            new FileMagic(0, "\0\0\u001A\0", LOTUS),
            new FileMagic(0, "\u00FF\0\u0002\0", "a sheet of Microsoft Works" + OPEN),
            new FileMagic(0, "SQLite format 3\0", "an SQLite database; export its table as .csv"),
            new FileMagic(4, "Standard Jet DB", "an Access database; export its table as .xlsx or .csv"),
            new FileMagic(4, "Standard ACE DB", "an Access database; export its table as .xlsx or .csv"),
            new FileMagic(0, "PAR1", "a Parquet file; write it as .csv"),
            new FileMagic(0, "ORC", "an ORC file; write it as .csv"),
            new FileMagic(0, "Obj\u0001", "an Avro file; write it as .csv or .json"),
            new FileMagic(0, "ARROW1", "an Arrow file; write it as .csv"),
            new FileMagic(0, "FEA1", "a Feather file; write it as .csv"),
            new FileMagic(0, "\u0089HDF", "an HDF5 file; write it as .csv"),
            new FileMagic(0, "$FL2", "a data file of SPSS; export it as .xlsx or .csv"),
            new FileMagic(0, "$FL3", "a data file of SPSS; export it as .xlsx or .csv"),
            new FileMagic(0, "<stata_dta>", "a data file of Stata; export it as .xlsx or .csv"),
            new FileMagic(0, "HEADER RECORD*******LIB", "a transport file of SAS; export it as .xlsx or .csv"),
            new FileMagic(84, "SAS FILE", "a data file of SAS; export it as .xlsx or .csv"),
            new FileMagic(0, "RDX", "a data file of R; write it as .csv"),
            new FileMagic(0, "MATLAB 5.0 MAT", "a data file of MATLAB; write it as .csv"),
            new FileMagic(0, "\u0080\u0002", "a Python pickle; write it as .csv"),
            new FileMagic(0, "\u0080\u0003", "a Python pickle; write it as .csv"),
            new FileMagic(0, "\u0080\u0004\u0095", "a Python pickle; write it as .csv"),
            new FileMagic(0, "\u0080\u0005\u0095", "a Python pickle; write it as .csv"),
            new FileMagic(0, "-----BEGIN PGP", "encrypted or signed by PGP; decrypt it first"),
            new FileMagic(0, "age-encryption.org", "encrypted by age; decrypt it first"),
            new FileMagic(0, "Salted__", "encrypted by OpenSSL; decrypt it first"),
            new FileMagic(0, "!BDN", "a mailbox of Outlook; export its contacts or messages as .csv"),
            new FileMagic(0, "BEGIN:VCARD", "an address book in vCard form; export the contacts as .csv"),
            new FileMagic(0, "BEGIN:VCALENDAR", "a calendar; export it as .csv"),
            new FileMagic(0, "L\0\0\0\u0001\u0014\u0002\0", "a Windows shortcut; choose the file that it points to"),
            new FileMagic(0, "[InternetShortcut]", "a shortcut to a web page; download the file that it points to"),
            new FileMagic(0, "version https://git-lfs", "a pointer of Git LFS; fetch the file itself"),
            new FileMagic(0, "bplist00", "a property list of Apple" + EXPORT),
            new FileMagic(0, "\u007FELF", PROGRAM),
            new FileMagic(0, "\u00CA\u00FE\u00BA\u00BE", PROGRAM),
            new FileMagic(0, "\u00CF\u00FA\u00ED\u00FE", PROGRAM));

    boolean fits(byte[] start) {
        if (start.length < at + bytes.length()) {
            return false;
        }
        for (int i = 0; i < bytes.length(); i++) {
            if ((byte) bytes.charAt(i) != start[at + i]) {
                return false;
            }
        }
        return !isWord() || hasControl(start);
    }

    /// Letters and digits that a text may begin with as well: a column may be called PAR1 or ID3.
    private boolean isWord() {
        return bytes.length() <= 4
                && bytes.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == ' '));
    }

    private static boolean hasControl(byte[] start) {
        for (int i = 0; i < Math.min(start.length, LOOKED_AT); i++) {
            if (start[i] >= 0 && start[i] < '\t') {
                return true;
            }
        }
        return false;
    }
}
