@echo off
rem run.cmd [ARGS...]   starts BuergerApp; further words go to the program (run.cmd search perso)
rem run.cmd test        runs every check and test; words after it go to pytest alone
rem
rem The Windows twin of ./run: a virtual environment in .venv from the lock files, and the catalog. Qt needs nothing else
rem from Windows. Messages are German; the code page is set to UTF-8 for them and given back at the end.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
set "root=%root:~0,-1%"
set "venv=%root%\.venv"
set "python=%venv%\Scripts\python.exe"
set "status=0"
set "codepage=65001"
for /f "tokens=2 delims=:." %%c in ('chcp') do set "codepage=%%c"
chcp 65001 >nul

if /i "%~1"=="test" goto test

call :set_up requirements.txt
if errorlevel 1 goto failed
rem Authors at work on the catalog see their command's own messages instead.
if /i not "%~1"=="catalog" call :build_catalog
"%python%" -P -m buergerapp %*
set "status=%errorlevel%"
goto end

:test
call :set_up requirements-dev.txt
if errorlevel 1 goto failed
call :build_catalog
pushd "%root%"
rem Everything after the first word; %* itself is not changed by shift.
set "rest="
:next_word
shift
if "%~1"=="" goto words_read
set rest=%rest% %1
goto next_word
:words_read
if defined rest (
    "%python%" -m pytest %rest%
    goto tested
)
set "failed="
call :check ruff check --quiet --output-format concise .
call :check ruff format --check --output-format concise .
call :check mypy
call :check pytest -n auto --cov --cov-report=term-missing
if defined failed (
    echo Nicht bestanden:%failed%
    set "status=1"
) else (
    echo Alles bestanden.
)
popd
goto end
:tested
set "status=%errorlevel%"
popd
goto end

rem ---- One tool; the others run too when it fails, so that one run shows everything -------------------------------
:check
echo == %*
"%python%" -m %*
if errorlevel 1 set "failed=%failed% %1"
exit /b 0

rem ---- The environment: stamps are copies of the lock files it was made from --------------------------------------
:set_up
if exist "%python%" fc /b "%root%\%1" "%venv%\%1" >nul 2>&1 && exit /b 0
echo BürgerApp wird eingerichtet. Das dauert beim ersten Mal etwa eine Minute. 1>&2
if exist "%python%" "%python%" -c "import pip, sqlite3, ssl" >nul 2>&1 || rmdir /s /q "%venv%" >nul 2>&1
if not exist "%python%" call :make_environment || exit /b 1
rem Every Python program of the environment finds the package here; relative, so that the folder can be moved.
>"%venv%\Lib\site-packages\buergerapp.pth" echo ..\..\..
"%python%" -m pip install --quiet --no-input --disable-pip-version-check --require-hashes --only-binary :all: -r "%root%\%1" >"%venv%\setup.log" 2>&1
if errorlevel 1 (
    echo Die Programmteile ließen sich nicht laden. Bitte prüfen Sie die Internetverbindung und starten Sie noch einmal. Näheres steht in "%venv%\setup.log" 1>&2
    exit /b 1
)
copy /y "%root%\%1" "%venv%\%1" >nul
rem The development lock file holds everything of the other one.
if "%1"=="requirements-dev.txt" copy /y "%root%\requirements.txt" "%venv%\requirements.txt" >nul
exit /b 0

:make_environment
for %%v in (3.13 3.12 3.11 3.14) do (
    py -%%v -c "import venv, ensurepip" >nul 2>&1 && py -%%v -m venv "%venv%" && exit /b 0
)
python -c "import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" >nul 2>&1 && python -m venv "%venv%" && exit /b 0
>"%root%\.write-test" (echo.) 2>nul || (
    echo BürgerApp kann sich hier nicht einrichten, weil der Ordner "%root%" schreibgeschützt ist. Bitte kopieren Sie ihn an einen Ort, an dem Sie schreiben dürfen. 1>&2
    exit /b 1
)
del "%root%\.write-test"
echo BürgerApp braucht Python 3.11 oder neuer. Sie bekommen es auf www.python.org/downloads/windows. 1>&2
exit /b 1

rem ---- The catalog: built when a file it is made from is newer ----------------------------------------------------
:build_catalog
"%python%" -c "import pathlib, sys; root = pathlib.Path(sys.argv[1]); db = root / 'resources' / 'catalog.db'; parts = ('resources/content', 'buergerapp/content', 'buergerapp/catalog', 'buergerapp/domain'); sys.exit(not db.exists() or any(p.stat().st_mtime > db.stat().st_mtime for part in parts for p in (root / part).rglob('*') if p.is_file() and p.suffix != '.pyc'))" "%root%"
if not errorlevel 1 exit /b 0
"%python%" -P -m buergerapp catalog build >"%venv%\catalog.log" 2>&1
if errorlevel 1 echo Der Katalog der Dienste ließ sich nicht neu bauen. Was zu verbessern ist, zeigt: run.cmd catalog check 1>&2
exit /b 0

:failed
set "status=3"
:end
chcp %codepage% >nul
exit /b %status%
