/*
 * Starts Portolan on the Java that lies beside it, in its own process. Compiled twice: as Portolan.exe for the window (WINDOW is defined)
 * and as bin\portolan.exe for terminals.
 *
 * What Java is told lies in app\launcher.options, UTF-8, one option a line: "window:" before one that only the window wants, "command:"
 * before one that only subcommands want, $APPDIR for the folder of the file, and "time:" before the time, in seconds since 1970, that the
 * files of the program bear.
 *
 * launcher.manifest makes UTF-8 the code page of the process, so that Java can read every path; arguments come as UTF-16.
 */
#include <jni.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>
#include <shellapi.h>

#include "launcher.h"

#define LONGEST_PATH 32768
#define MOST_OPTIONS 64
#define CANNOT 8 /* The program's own code for what it cannot do on this computer. */

typedef jint(JNICALL *CreateVm)(JavaVM **, void **, void *);

static wchar_t root[LONGEST_PATH];
static JavaVMOption options[MOST_OPTIONS];
static int option_count;

static int fail(const wchar_t *what) {
  wchar_t text[1024];
  _snwprintf(text, 1023, L"Portolan could not start: %ls. Install it again; if that does not help, start bin\\portolan.exe in a terminal and see what Java says.", what);
  text[1023] = 0;
#ifdef WINDOW
  MessageBoxW(NULL, text, L"Portolan", MB_OK | MB_ICONERROR);
#else
  fwprintf(stderr, L"portolan: %ls\n", text);
#endif
  return CANNOT;
}

/* The folder of the program: that of the window's launcher, one above that of the other. */
static int find_root(void) {
  DWORD length = GetModuleFileNameW(NULL, root, LONGEST_PATH);
  if (length == 0 || length >= LONGEST_PATH) return 0;
#ifdef WINDOW
  int levels = 1;
#else
  int levels = 2;
#endif
  while (levels-- > 0) {
    wchar_t *end = wcsrchr(root, L'\\');
    if (end == NULL) return 0;
    *end = 0;
  }
  return 1;
}

static wchar_t *below_root(const wchar_t *path) {
  size_t length = wcslen(root) + wcslen(path) + 2;
  wchar_t *whole = malloc(length * sizeof(wchar_t));
  if (whole != NULL) {
    wcscpy(whole, root);
    wcscat(whole, L"\\");
    wcscat(whole, path);
  }
  return whole;
}

/* In the code page of the process; NULL where that has no letters for it. */
static char *narrow(const wchar_t *text) {
  BOOL lost = FALSE;
  BOOL *ask = GetACP() == CP_UTF8 ? NULL : &lost;
  int length = WideCharToMultiByte(CP_ACP, 0, text, -1, NULL, 0, NULL, NULL);
  char *result = malloc(length > 0 ? length : 1);
  if (result == NULL || length <= 0 || WideCharToMultiByte(CP_ACP, 0, text, -1, result, length, NULL, ask) <= 0 || lost) return NULL;
  return result;
}

/* The folder of the jars; before Windows 10 1903 its short name where the code page lacks a letter. */
static char *app_folder(void) {
  wchar_t *path = below_root(L"app");
  char *result = path == NULL ? NULL : narrow(path);
  if (path != NULL && result == NULL) {
    wchar_t *brief = malloc(LONGEST_PATH * sizeof(wchar_t));
    DWORD length = brief == NULL ? 0 : GetShortPathNameW(path, brief, LONGEST_PATH);
    if (length > 0 && length < LONGEST_PATH) result = narrow(brief);
    free(brief);
  }
  free(path);
  return result;
}

static int bears(const wchar_t *path, const FILETIME *time) {
  WIN32_FILE_ATTRIBUTE_DATA data;
  return !GetFileAttributesExW(path, GetFileExInfoStandard, &data) || CompareFileTime(&data.ftLastWriteTime, time) == 0;
}

static void give_time(const wchar_t *path, const FILETIME *time) {
  HANDLE file = CreateFileW(path, FILE_WRITE_ATTRIBUTES, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING, 0, NULL);
  if (file == INVALID_HANDLE_VALUE) return;
  SetFileTime(file, NULL, NULL, time);
  CloseHandle(file);
}

/*
 * Java takes the AOT cache only while the files that it was made of bear the times that they had then. Archives and copies may have
 * moved them, by a time zone for example. Where that is so, they get them back; where that fails, Java starts later and does the same.
 */
static void mend_times(long long seconds) {
  long long ticks = (seconds + 11644473600LL) * 10000000LL;
  FILETIME time = {(DWORD)ticks, (DWORD)(ticks >> 32)};
  wchar_t *modules = below_root(L"runtime\\lib\\modules"), *pattern = below_root(L"app\\*.jar");
  WIN32_FIND_DATAW found;
  HANDLE search;
  if (modules != NULL && !bears(modules, &time)) give_time(modules, &time);
  search = pattern == NULL ? INVALID_HANDLE_VALUE : FindFirstFileW(pattern, &found);
  if (search != INVALID_HANDLE_VALUE) {
    do {
      if (CompareFileTime(&found.ftLastWriteTime, &time) != 0) {
        wchar_t name[MAX_PATH + 8] = L"app\\", *jar;
        wcscat(name, found.cFileName);
        jar = below_root(name);
        if (jar != NULL) give_time(jar, &time);
        free(jar);
      }
    } while (FindNextFileW(search, &found));
    FindClose(search);
  }
  free(modules);
  free(pattern);
}

/* If a line begins with a word it is what follows, else NULL. */
static char *after(char *line, const char *word) {
  size_t length = strlen(word);
  return strncmp(line, word, length) == 0 ? line + length : NULL;
}

static int read_options(int window) {
  wchar_t *path = below_root(L"app\\launcher.options");
  char *text = path == NULL ? NULL : read_all(_wfopen(path, L"rb")), *folder = app_folder(), *line;
  free(path);
  if (text == NULL || folder == NULL) return 0;
  for (line = strtok(text, "\r\n"); line != NULL; line = strtok(NULL, "\r\n")) {
    char *rest;
    if ((rest = after(line, "time:")) != NULL) {
      mend_times(atoll(rest));
      continue;
    }
    if ((rest = after(line, "window:")) != NULL) {
      if (!window) continue;
      line = rest;
    } else if ((rest = after(line, "command:")) != NULL) {
      if (window) continue;
      line = rest;
    }
    if (option_count == MOST_OPTIONS || (options[option_count].optionString = with_folder(line, folder)) == NULL) return 0;
    option_count++;
  }
  return option_count > 0;
}

/* Calls the program with the arguments of the process; it ends the process itself, with its own exit code. */
static int call(JNIEnv *env, int count, wchar_t **words) {
  jclass strings = (*env)->FindClass(env, "java/lang/String");
  jclass program = strings == NULL ? NULL : (*env)->FindClass(env, MAIN_CLASS);
  jmethodID start = program == NULL ? NULL : (*env)->GetStaticMethodID(env, program, "main", "([Ljava/lang/String;)V");
  jobjectArray arguments = start == NULL ? NULL : (*env)->NewObjectArray(env, count - 1, strings, NULL);
  int i;
  for (i = 1; arguments != NULL && i < count; i++) {
    jstring word = (*env)->NewString(env, (const jchar *)words[i], (jsize)wcslen(words[i]));
    if (word != NULL) (*env)->SetObjectArrayElement(env, arguments, i - 1, word);
  }
  if (arguments != NULL && !(*env)->ExceptionCheck(env)) (*env)->CallStaticVoidMethod(env, program, start, arguments);
  if (!(*env)->ExceptionCheck(env)) return 1;
  (*env)->ExceptionDescribe(env);
  return 0;
}

/* An option, a link to a device, or a file with a list. */
static int is_for_window(const wchar_t *word) {
  static const wchar_t link[] = L"portolan:", ending[] = L".portolan";
  size_t length = wcslen(word), own = sizeof ending / sizeof *ending - 1;
  return word[0] == L'-' || _wcsnicmp(word, link, sizeof link / sizeof *link - 1) == 0 ||
         (length > own && _wcsicmp(word + length - own, ending) == 0);
}

int main(void) {
  int count;
  wchar_t **words = CommandLineToArgvW(GetCommandLineW(), &count);
  wchar_t *library;
  HMODULE java;
  CreateVm create;
  JavaVM *vm;
  JNIEnv *env;
  JavaVMInitArgs arguments = {JNI_VERSION_21, 0, options, JNI_FALSE};
  if (words == NULL || !find_root()) return fail(L"Windows does not tell where it lies");
  if (!read_options(count < 2 || is_for_window(words[1]))) return fail(L"app\\launcher.options cannot be read");
  arguments.nOptions = option_count;
  library = below_root(L"runtime\\bin\\server\\jvm.dll");
  SetDllDirectoryW(below_root(L"runtime\\bin"));
  java = library == NULL ? NULL : LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
  create = java == NULL ? NULL : (CreateVm)(void *)GetProcAddress(java, "JNI_CreateJavaVM");
  if (create == NULL) return fail(L"its Java cannot be loaded");
  SetDllDirectoryW(NULL);
  if (create(&vm, (void **)&env, &arguments) != JNI_OK) return fail(L"its Java does not start");
  if (!call(env, count, words)) return fail(L"the program ended with an error");
  return (*vm)->DestroyJavaVM(vm) == JNI_OK ? 0 : CANNOT;
}
