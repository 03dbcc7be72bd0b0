# What the disk says no to
disk-missing = { $path } is not there.
    .next = Check the path, or restore the file.
disk-permission = You may not read or write { $path }.
    .next = Change its permissions, or work in a folder of your own.
disk-read-only = { $path } lies on a disk that cannot be written.
    .next = Copy the project to a disk that can be written.
disk-full = There is no room on the disk for { $path }.
    .next = Free some space, then do it again. What was there before is unharmed.
disk-path-too-long = The path { $path } is too long for this system.
    .next = Move the project to a folder with a shorter path, or shorten the name.
disk-not-a-folder = { $path } is a file, but a folder is needed there.
    .next = Move or rename the file.
disk-is-a-folder = { $path } is a folder, but a file is needed there.
    .next = Move or rename the folder.
disk-in-the-way = Something is already at { $path }.
    .next = Move it away, or choose another name.
disk-not-empty = The folder { $path } is not empty.
    .next = Choose an empty folder, or a name that does not exist yet.
disk-link = { $path } is a symbolic link, and Dectet does not write through links.
    .next = Replace the link by a real file or folder.
disk-not-utf8 = { $path } is not UTF-8 text: the byte { $byte } cannot be read.
    .next = Save the file as UTF-8 in your editor.
disk-name-not-utf8 = The name of { $path } is not UTF-8, so Dectet passes over it.
    .next = Rename the file.
disk-special-file = { $path } is neither a file, a folder nor a link, so Dectet passes over it.
    .next = Remove it if it does not belong there.
disk-other = { $path } could not be read or written: { $error }
    .next = Check the disk, then do it again.

# Finding and opening a project
project-none-here = There is no Dectet project at or above { $path }.
    .next = Go to a project's folder, name it with --workspace, or make one with "dectet new".
project-no-manifest = { $path } holds no manifest, so it is no Dectet project yet.
    .next = Make a new project, choose another folder, or open it as team outputs.
project-empty-folder = { $path } is empty.
    .next = Make a new project in it, or choose another folder.
project-not-a-manifest = { $path } is no manifest and lies in no project.
    .next = Open a project's folder, or its team-coordination-manifest.yaml.
project-no-outputs = { $path } holds no folders that could be teams' outputs.
    .next = Choose the folder that holds one folder for each team.
project-has-no-manifest = These are loose team outputs: there is no manifest.
    .next = Make a project for this, or look for conflicts and integrate, which need none.
project-manifest-unreadable = { $name } cannot be read as a manifest.
    .next = Look at its problems in the window, or compare it with an example.
project-manifest-gone = { $name } was removed by another program.
    .next = Save to write it again.
project-several-manifests = There are several manifests in this folder; { $used } is used.
    .next = Remove the others, or give them other names.
project-several-mega-folders = There are several folders for mega-files; { $used } is used.
    .next = Move all mega-files to { $used }.
project-mega-folder-name = The folder { $name } has no name that a team could have.
    .next = Name it after the team whose mega-files it holds.
project-mega-file-without-team = { $path } lies in no team's folder, so it is not expanded.
    .next = Move it into the folder of the team that it belongs to.
project-open-elsewhere = Another window has this project open, so here it can only be read.
    .next = Take it over, or go on in the other window.
project-take-over-refused = The other window did not let go within two seconds.
    .next = Close it, then take the project over.
project-read-only = This project is open for reading only.
    .next = Take it over from the other window, or get permission to write its folder.
project-folder-not-writable = { $path } cannot be written, so the project can only be read.
    .next = Get permission to write the folder, or copy the project.
project-busy = Another job is writing in this project.
    .next = Wait until it is done, then do it again.
project-made-by-newer = This project was used with a newer Dectet (its format is { $version }).
    .next = Update Dectet.
project-none-open = No project is open.
    .next = Open a project first.

# New projects
create-without-name = The new project has no name.
    .next = Give it one.
create-not-empty = { $path } is not empty, and Dectet makes no project among other files.
    .next = Choose an empty folder, or a name that does not exist yet.

# Saving
save-no-mega-file = { $path } is no place for a mega-file.
    .next = Save it as { $folder }/<team>/<name>.yaml.

# Expanding
expand-unknown-team = The manifest names no team { $team }.
    .next = Check the spelling, or add the team to the manifest.
expand-folder-of-no-team = The manifest names no team { $team }, so its mega-files are not expanded.
    .next = Add the team to the manifest, or move the files to another team's folder.
expand-no-such-mega-file = There is no mega-file { $path } in this project.
    .next = Name it as it lies in the project, for example mega-files/alpha/orders.yaml.
expand-no-mega-files = There are no mega-files in { $folder }.
    .next = Put each team's mega-files into { $folder }/<team>/.
expand-no-mega-files-of-team = Team { $team } has no mega-files.
    .next = Put them into its folder, then expand again.
expand-output-gone = A mega-file makes other files now than a moment ago.
    .next = Expand again.
expand-kept-edited = { $path } of team { $team } was edited by hand, and its edits clash with what would be generated, so it stays as it is.
    .next = Bring the change in by hand, or remove the file and expand again.
preview-texts-left-out = { $count ->
        [one] One output is listed without its text, because there is too much of it.
       *[other] { $count } outputs are listed without their text, because there is too much of it.
    }
    .next = Expand to see them on disk.

# The engine itself
settings-not-kept = Your settings cannot be kept in “{ $path }”: { $why ->
        [disk-full] the disk is full
        [disk-read-only] it can only be read
        [disk-permission] you may not write there
       *[other] no file can be made there
    }. Everything works, but recent projects, theme, language and layout are forgotten when the window closes.
    .next = Make this folder writable, or set DECTET_CONFIG_DIR to another one.
settings-no-home = There is no place for your settings: { $error }
    .next = Set DECTET_CONFIG_DIR to a folder that you may write.
engine-no-thread = The system gave Dectet no thread: { $error }
    .next = Close other programs, then start Dectet again.
engine-panic = Dectet made a mistake of its own: { $error }
    .next = Nothing is half-written. Please report it, with what "dectet doctor" says.
clash-cannot-merge = Meanwhile both texts changed the same lines, so they cannot be merged by themselves.
    .next = Keep mine, or take theirs.
report-no-team = It is not clear which team reports.
    .next = Name it with --team, or call this in the team’s own tree.
report-unwritable = The report cannot be written: { $reason }.
    .next = Say it as a line that begins with [STATUS] instead.
