"""Settings of staff sign-in, imported by portal/settings.py. The choices are explained in portal/desk/sign_in.py."""

from portal.env import env

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"

ACCOUNT_ADAPTER = "portal.desk.sign_in.SignInAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_TIMEOUT = 15 * 60
# per key is per account, as a keyed hash; nothing is counted per source, and a right password with a right code always passes (docs/decisions/0013)
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": "5/5m/key",
    "password_failed": "25/15m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ACCOUNT_FORMS = {"login": "portal.desk.sign_in_forms.SignInForm"}

MFA_ADAPTER = "portal.desk.sign_in.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "portal.desk.sign_in_forms.AuthenticateForm",
    "reauthenticate": "portal.desk.sign_in_forms.ReauthenticateForm",
    "activate_totp": "portal.desk.sign_in_forms.ActivateTOTPForm",
    "add_webauthn": "portal.desk.sign_in_forms.AddKeyForm",
}
MFA_RATE_LIMITS = {"webauthn_login": ""}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.bool("DEBUG", False) or env.bool("DEMONSTRATION", False)
