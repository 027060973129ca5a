@echo off
rem Opens the staff page of the leaflets in this folder: give this file a double click.
rem Closing the window that appears ends the page.
setlocal DisableDelayedExpansion
chcp 65001 >nul
title Leaflets
set "NoDefaultCurrentDirectoryInExePath=1"
rem The Python that wrote this file. Where it is not there (any more), others are looked for.
set "PYTHON=@PYTHON@"

if exist "%~dp0.venv\Scripts\handouts.exe" goto beside
if not exist "%PYTHON%" goto search
"%PYTHON%" -P -c "import importlib.util as u; raise SystemExit(not u.find_spec('handouts'))" 2>nul && goto python
:search
where "$PATH:handouts.exe" >nul 2>nul && goto found
echo.
echo The program "handouts" was not found on this computer.
echo Ask whoever looks after your leaflets to install it. Then open this file again.
pause
exit /b 1

:beside
"%~dp0.venv\Scripts\handouts.exe" -C "%~dp0." serve
goto ended
:python
"%PYTHON%" -P -m handouts -C "%~dp0." serve
goto ended
:found
handouts.exe -C "%~dp0." serve

:ended
if not errorlevel 1 exit /b 0
if errorlevel 130 exit /b 0
echo.
echo The page could not be opened, or has stopped. What is wrong stands above.
pause
exit /b 1
