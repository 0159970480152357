/*
 * What %ComSpec% names in the smoke test: a cmd.exe that reads and writes the console itself, since Wine's does not take over what a
 * pseudo-console gives it.
 */
#include <windows.h>

int main(void) {
  wchar_t line[] = L"C:\\windows\\system32\\cmd.exe /c \"C:\\windows\\system32\\cmd.exe <CON >CON 2>CON\"";
  STARTUPINFOW start = {.cb = sizeof start};
  PROCESS_INFORMATION process;
  DWORD code = 1;
  SetEnvironmentVariableW(L"ComSpec", L"C:\\windows\\system32\\cmd.exe");
  if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &process)) return 1;
  WaitForSingleObject(process.hProcess, INFINITE);
  GetExitCodeProcess(process.hProcess, &code);
  return (int)code;
}
