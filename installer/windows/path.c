/*
 * path add|remove FOLDER: puts a folder on the path of the user, or takes it off. The installer has it do so, since its own strings are
 * shorter than many a path, which they would cut off.
 */
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>
#include <shellapi.h>

static size_t length_without_slash(const wchar_t *text, size_t length) {
  return length > 0 && text[length - 1] == L'\\' ? length - 1 : length;
}

static int is_same(const wchar_t *part, size_t length, const wchar_t *folder) {
  length = length_without_slash(part, length);
  return length == length_without_slash(folder, wcslen(folder)) && _wcsnicmp(part, folder, length) == 0;
}

/* All parts but the folder, with their semicolons; the folder behind them if it is to be added. */
static wchar_t *changed(const wchar_t *path, const wchar_t *folder, int add) {
  wchar_t *result = calloc(wcslen(path) + wcslen(folder) + 2, sizeof(wchar_t));
  int first = 1;
  if (result == NULL) return NULL;
  for (;;) {
    size_t length = wcscspn(path, L";");
    if (!is_same(path, length, folder)) {
      if (!first) wcscat(result, L";");
      wcsncat(result, path, length);
      first = 0;
    }
    if (path[length] == 0) break;
    path += length + 1;
  }
  if (add) {
    size_t end = wcslen(result);
    if (end > 0 && result[end - 1] != L';') wcscat(result, L";");
    wcscat(result, folder);
  }
  return result;
}

int main(void) {
  int count, add;
  wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count), *path, *result;
  DWORD type = REG_EXPAND_SZ, size = 0;
  HKEY key;
  LSTATUS status;
  if (words == NULL || count != 3 || wcschr(words[2], L';') != NULL) return 2;
  add = wcscmp(words[1], L"add") == 0;
  if (RegCreateKeyExW(HKEY_CURRENT_USER, L"Environment", 0, NULL, 0, KEY_QUERY_VALUE | KEY_SET_VALUE, NULL, &key, NULL) != ERROR_SUCCESS) return 1;
  status = RegQueryValueExW(key, L"Path", NULL, &type, NULL, &size);
  if (status != ERROR_SUCCESS && status != ERROR_FILE_NOT_FOUND) return 1;
  if (type != REG_SZ && type != REG_EXPAND_SZ) return 1;
  path = calloc(1, size + sizeof(wchar_t));
  if (path == NULL || (size > 0 && RegQueryValueExW(key, L"Path", NULL, NULL, (BYTE *)path, &size) != ERROR_SUCCESS)) return 1;
  result = changed(path, words[2], add);
  if (result == NULL) return 1;
  if (wcscmp(result, path) == 0) return 0;
  status = result[0] == 0 ? RegDeleteValueW(key, L"Path")
                          : RegSetValueExW(key, L"Path", 0, type, (const BYTE *)result, (DWORD)((wcslen(result) + 1) * sizeof(wchar_t)));
  if (status != ERROR_SUCCESS) return 1;
  SendMessageTimeoutW(HWND_BROADCAST, WM_SETTINGCHANGE, 0, (LPARAM)L"Environment", SMTO_ABORTIFHUNG, 2000, NULL);
  return 0;
}
